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

std::unique_ptr<Analysis> aikernel::px::analyze(SourceManager &sources,
                                                uint32_t file,
                                                const Options &options,
                                                DiagnosticEngine &diagnostics) {
  auto analysis = std::make_unique<Analysis>();
  Includes includes(sources, file, options.includes, diagnostics);
  analysis->syntax = Parser(sources, file, diagnostics, &includes).parseFile();

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

  analysis->program = std::make_unique<Program>();
  Checker(*analysis->syntax, options, diagnostics, *analysis->program,
          analysis->index)
      .run(overrides);
  return analysis;
}

std::unique_ptr<Program> aikernel::px::compile(SourceManager &sources,
                                               uint32_t file,
                                               const Options &options,
                                               DiagnosticEngine &diagnostics) {
  std::unique_ptr<Analysis> analysis =
      analyze(sources, file, options, diagnostics);
  return diagnostics.hasErrors() ? nullptr : std::move(analysis->program);
}
