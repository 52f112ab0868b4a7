//===- Lexer.cpp - Any bytes become tokens that lie where they should -----===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Frontend/Px/Lexer.h"
#include "Fuzz.h"
#include "aikernel/Frontend/Px/Highlight.h"

using namespace aikernel;
using namespace aikernel::fuzz;
using llvm::StringRef;

/// Semicolons at the end of a line are reported and passed over.
static bool isSpace(char c) {
  return c == ' ' || c == '\t' || c == ';' || px::isLineEnd(c);
}

/// Between two pieces there is nothing but blanks.
static void requireGap(StringRef text, uint32_t begin, uint32_t end) {
  require(begin <= end, "pieces of a text do not overlap");
  StringRef gap = text.slice(begin, end);
  if (begin == 0)
    gap.consume_front("\uFEFF");
  require(llvm::all_of(gap, isSpace), "nothing of a text is passed over");
}

static void requireToken(const px::Token &token, StringRef spelling) {
  if (token.kind == px::TokenKind::Integer)
    require(px::integerValue(spelling).has_value(), "an integer has a value");
  if (token.kind == px::TokenKind::String)
    require(px::unescape(spelling).size() <= spelling.size(),
            "a text is not longer than its spelling");
}

static void requireTokens(const Input &input, const px::TokenizedFile &found) {
  StringRef text = input.sources.text(input.file);
  uint32_t position = 0;
  size_t comment = 0;
  auto passComments = [&](uint32_t end) {
    for (;
         comment < found.comments.size() && found.comments[comment].begin < end;
         ++comment) {
      requireGap(text, position, found.comments[comment].begin);
      position = found.comments[comment].end;
    }
  };
  for (const px::Token &token : found.tokens) {
    if (token.kind == px::TokenKind::LineEnd)
      continue;
    passComments(token.range.begin);
    requireGap(text, position, token.range.begin);
    requireToken(token, input.sources.text(token.range));
    position = token.range.end;
  }
  passComments(text.size() + 1);
  requireGap(text, position, text.size());
}

static void requireLines(const px::TokenizedFile &found) {
  uint32_t next = 0;
  for (const px::Line &line : found.lines) {
    require(line.firstToken == next, "every token is in a line");
    require(line.endToken > line.firstToken, "a line has tokens");
    require(found.tokens[line.endToken].kind == px::TokenKind::LineEnd,
            "a line ends with its end");
    next = line.endToken + 1;
  }
  require(next == found.tokens.size(), "every token is in a line");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Input input(textOf(data, size));
  px::TokenizedFile found =
      px::tokenize(input.sources, input.file, input.diagnostics);
  bool isReadable = !found.tokens.empty() || !input.diagnostics.hasErrors();
  requireLines(found);
  if (isReadable)
    requireTokens(input, found);
  bool hasInvalid = llvm::any_of(found.tokens, [](const px::Token &token) {
    return token.kind == px::TokenKind::Invalid;
  });
  require(!hasInvalid || input.diagnostics.hasErrors(),
          "what is invalid is reported");
  input.requireDiagnostics();
  for (const px::Highlighted &piece : px::highlight(input.sources, input.file))
    require(piece.range.end <= size, "a piece ends within the file");
  return 0;
}
