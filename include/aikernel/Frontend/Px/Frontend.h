//===- Frontend.h - From px text to a typed program -------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_FRONTEND_H
#define AIKERNEL_FRONTEND_PX_FRONTEND_H

#include "aikernel/Frontend/Px/Diagnostics.h"
#include "aikernel/Frontend/Px/Typed.h"
#include <utility>

namespace aikernel::px {

struct Options {
  /// -D NAME=VALUE: what GPU_CONST constants have instead of their own value.
  std::vector<std::pair<std::string, std::string>> defines;
  /// --fp-contract: a * b + c of constants is rounded once.
  bool contractFloatingPoint = true;
};

/// Parses and checks a file. Null when there are errors; warnings do not
/// matter. The program points into the texts of `sources`.
std::unique_ptr<Program> compile(SourceManager &sources, uint32_t file,
                                 const Options &options,
                                 DiagnosticEngine &diagnostics);

/// --emit=tokens: one line a line of the file.
void dumpTokens(const SourceManager &sources, uint32_t file,
                DiagnosticEngine &diagnostics, llvm::raw_ostream &os);
/// --emit=ast: the syntax tree as indented lines.
void dumpSyntax(const SourceManager &sources, uint32_t file,
                DiagnosticEngine &diagnostics, llvm::raw_ostream &os);
/// --emit=typed-ast: px with every type, conversion and literal spelled out.
void dumpTyped(const Program &program, llvm::raw_ostream &os);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_FRONTEND_H
