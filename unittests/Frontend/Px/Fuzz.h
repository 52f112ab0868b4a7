//===- Fuzz.h - Any bytes through the whole front end -----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_FRONTEND_PX_FUZZ_H
#define AIKERNEL_UNITTESTS_FRONTEND_PX_FUZZ_H

#include "TestSupport.h"
#include "aikernel/Frontend/Px/Sarif.h"

namespace aikernel::px::test {

/// Whether a text that can be formatted keeps its tree, and is formatted then.
inline bool formattingHolds(const std::string &text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  uint32_t file = sources.add("test.px", text);
  std::optional<std::string> result = format(sources, file, diagnostics);
  return !result ||
         (syntaxOf(*result) == syntaxOf(text) && formatted(*result) == *result);
}

/// Runs everything the front end can do on a text. Returns whether it kept its
/// promise: a program, or a reason why there is none.
inline bool frontEndHolds(std::string text) {
  if (!formattingHolds(text))
    return false;
  std::string ignored = syntaxOf(text) + tokensOf(text);
  Compiled compiled(std::move(text));
  ignored += compiled.rendered();
  llvm::raw_string_ostream os(ignored);
  SarifLog sarif;
  for (const Diagnostic &said : compiled.diagnostics.diagnostics()) {
    os << llvm::json::Value(toJson(compiled.sources, said));
    sarif.add(compiled.sources, said);
  }
  os << llvm::json::Value(std::move(sarif).finish("1"));
  if (compiled.program)
    dumpTyped(*compiled.program, os);
  return (compiled.program == nullptr) == compiled.diagnostics.hasErrors();
}

} // namespace aikernel::px::test

#endif // AIKERNEL_UNITTESTS_FRONTEND_PX_FUZZ_H
