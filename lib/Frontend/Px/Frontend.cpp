//===- Frontend.cpp - From px text to a typed program ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Includes.h"
#include "Parser.h"

using namespace aikernel::px;

std::unique_ptr<Program> aikernel::px::compile(SourceManager &sources,
                                               uint32_t file,
                                               const Options &options,
                                               DiagnosticEngine &diagnostics) {
  Includes includes(sources, file, options.includes, diagnostics);
  std::unique_ptr<syntax::File> syntax =
      Parser(sources, file, diagnostics, &includes).parseFile();

  std::vector<std::unique_ptr<syntax::File>> values;
  std::vector<Override> overrides;
  for (const auto &[name, value] : options.defines) {
    uint32_t number = sources.add("-D " + name, value);
    Override override{name, value, nullptr, {number, 0, 0}};
    override.range.end = value.size();
    syntax::Expr *expr;
    values.push_back(
        Parser(sources, number, diagnostics).parseExpressionFile(expr));
    override.value = expr;
    overrides.push_back(override);
  }

  auto program = std::make_unique<Program>();
  Checker(*syntax, options, diagnostics, *program).run(overrides);
  return diagnostics.hasErrors() ? nullptr : std::move(program);
}
