//===- Lexer.h - From px text to lines of tokens ----------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_LEXER_H
#define AIKERNEL_LIB_FRONTEND_PX_LEXER_H

#include "aikernel/Frontend/Px/Diagnostics.h"
#include "aikernel/Frontend/Px/Source.h"
#include <optional>

namespace aikernel::px {

enum class TokenKind : uint8_t {
#define PX_TOKEN(Name, Description) Name,
#define PX_PUNCTUATION(Name, Spelling) Name,
#include "aikernel/Frontend/Px/Tokens.def"
};

/// How a message calls a kind of token: its spelling in quotes, or "a word".
std::string describe(TokenKind kind);
/// The enumerator's name, for --emit=tokens.
llvm::StringRef nameOf(TokenKind kind);

struct Token {
  TokenKind kind;
  bool blankBefore; ///< also true for the first token of a line
  SourceRange range;
};

/// A line that has tokens. The last of them is its LineEnd.
struct Line {
  uint32_t firstToken;
  uint32_t endToken; ///< the LineEnd
  uint32_t column;   ///< bytes of indentation
  bool hasTab;       ///< in the indentation
  bool hasBlank;     ///< in the indentation
};

struct TokenizedFile {
  std::vector<Token> tokens;
  std::vector<Line> lines;
  std::vector<SourceRange> comments; ///< each up to the end of its line
};

TokenizedFile tokenize(const SourceManager &sources, uint32_t file,
                       DiagnosticEngine &diagnostics);

/// The value of an Integer token, if it fits.
std::optional<uint64_t> integerValue(llvm::StringRef spelling);

/// The number that a text begins with, or what looks like one.
struct NumberScan {
  size_t size = 0;
  TokenKind kind = TokenKind::Integer;
  bool isWellFormed = true;
};
NumberScan scanNumber(llvm::StringRef text);

/// A String token's text without quotes and escapes.
std::string unescape(llvm::StringRef quoted);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_LEXER_H
