//===- DumpTokens.cpp - The text form of tokens ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Words.h"
#include "aikernel/Frontend/Px/Frontend.h"

using namespace aikernel::px;

void aikernel::px::dumpTokens(const SourceManager &sources, uint32_t file,
                              DiagnosticEngine &diagnostics,
                              llvm::raw_ostream &os) {
  TokenizedFile tokenized = tokenize(sources, file, diagnostics);
  for (const Token &token : tokenized.tokens) {
    LineColumn place = sources.lineColumn(token.range);
    os << place.line << ':' << place.column << ' ' << nameOf(token.kind);
    if (token.kind <= TokenKind::String)
      os << ' ' << sources.text(token.range);
    os << '\n';
  }
}
