//===- Parser.cpp - Any text becomes a syntax tree or errors --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"

using namespace aikernel;
using namespace aikernel::fuzz;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Input input(textOf(data, size));
  llvm::raw_null_ostream os;
  px::dumpSyntax(input.sources, input.file, input.diagnostics, os);
  input.requireDiagnostics();
  return 0;
}
