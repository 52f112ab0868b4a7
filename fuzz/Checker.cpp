//===- Checker.cpp - Any text becomes a program or errors -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include "aikernel/Frontend/Px/Index.h"

using namespace aikernel;
using namespace aikernel::fuzz;

/// What editors ask for lies in files too.
static void requireIndex(const Input &input, const px::Index &index) {
  for (const px::Index::Found &found : index.all(input.file)) {
    require(found.range.end <= input.sources.text(input.file).size(),
            "a name stands in its file");
    require(index.find(input.file, found.range.begin).has_value(),
            "a name is found where it stands");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Input input(textOf(data, size));
  auto analysis =
      px::analyze(input.sources, input.file, optionsFor(textOf(data, size)),
                  input.diagnostics);
  requireIndex(input, analysis->index);
  input.requireAllForms();
  if (input.diagnostics.hasErrors())
    return 0;
  llvm::raw_null_ostream os;
  px::dumpTyped(*analysis->program, os);
  return 0;
}
