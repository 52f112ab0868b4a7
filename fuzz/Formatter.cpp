//===- Formatter.cpp - Formatting changes neither meaning nor itself ------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"

using namespace aikernel;
using namespace aikernel::fuzz;

static std::optional<std::string> formatted(llvm::StringRef text) {
  Input input(text);
  auto result = px::format(input.sources, input.file, input.diagnostics);
  require(result.has_value() != input.diagnostics.hasErrors(),
          "a text is formatted unless its syntax is wrong");
  input.requireDiagnostics();
  return result;
}

static std::string syntaxOf(llvm::StringRef text) {
  Input input(text);
  std::string result;
  llvm::raw_string_ostream os(result);
  px::dumpSyntax(input.sources, input.file, input.diagnostics, os);
  return result;
}

/// Empty: there are errors.
static std::string typedOf(llvm::StringRef text, const px::Options &options) {
  Input input(text);
  auto program =
      px::compile(input.sources, input.file, options, input.diagnostics);
  std::string result;
  llvm::raw_string_ostream os(result);
  if (program)
    px::dumpTyped(*program, os);
  return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef text = textOf(data, size);
  std::optional<std::string> once = formatted(text);
  if (!once)
    return 0;
  std::optional<std::string> twice = formatted(*once);
  require(twice == once, "what is formatted stays as it is");
  require(syntaxOf(text) == syntaxOf(*once), "the syntax tree stays");
  px::Options options = optionsFor(text);
  require(typedOf(text, options) == typedOf(*once, options),
          "the typed tree stays");
  return 0;
}
