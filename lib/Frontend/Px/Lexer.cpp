//===- Lexer.cpp - From px text to lines of tokens ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

std::string aikernel::px::describe(TokenKind kind) {
  switch (kind) {
#define PX_TOKEN(Name, Description)                                            \
  case TokenKind::Name:                                                        \
    return Description;
#define PX_PUNCTUATION(Name, Spelling)                                         \
  case TokenKind::Name:                                                        \
    return "'" Spelling "'";
#include "aikernel/Frontend/Px/Tokens.def"
  }
  llvm_unreachable("unknown token kind");
}

StringRef aikernel::px::nameOf(TokenKind kind) {
  switch (kind) {
#define PX_TOKEN(Name, Description)                                            \
  case TokenKind::Name:                                                        \
    return #Name;
#define PX_PUNCTUATION(Name, Spelling)                                         \
  case TokenKind::Name:                                                        \
    return #Name;
#include "aikernel/Frontend/Px/Tokens.def"
  }
  llvm_unreachable("unknown token kind");
}

std::optional<uint64_t> aikernel::px::integerValue(StringRef spelling) {
  bool isHex = spelling.consume_front_insensitive("0x");
  uint64_t value;
  if (spelling.getAsInteger(isHex ? 16 : 10, value))
    return std::nullopt;
  return value;
}

std::string aikernel::px::unescape(StringRef quoted) {
  std::string result;
  StringRef text = quoted.drop_front().drop_back();
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    char escape = text[++i];
    result += escape == 'n' ? '\n' : escape == 't' ? '\t' : escape;
  }
  return result;
}

namespace {

/// "→" as it looks after its three bytes were read in another encoding and
/// written out again.
struct Damage {
  StringRef bytes;
  StringRef encoding;
};

constexpr StringRef unicodeArrow = "\u2192";
constexpr StringRef byteOrderMark = "\uFEFF";
constexpr StringRef pngSignature = "\x89PNG\r\n\x1A\n";
constexpr uint32_t maximumMegabytes = 16;

const Damage damagedArrows[] = {
    {"\u201A\u00DC\u00ED", "Mac OS Roman"},
    {"\u00E2\u2020\u2019", "Windows-1252"},
    {"\u00E2\u0086\u0092", "ISO 8859-1"},
};

class Lexer {
public:
  Lexer(const SourceManager &sources, uint32_t file,
        DiagnosticEngine &diagnostics)
      : text(sources.text(file)), file(file), diagnostics(diagnostics) {}

  TokenizedFile run();

private:
  bool isReadable();
  void lexLine();
  void lexToken();
  void lexWord();
  void lexNumber();
  void lexString();
  void lexPunctuation();
  void lexStray();
  bool lexDamagedArrow();

  bool atLineEnd() const {
    return position == text.size() || text[position] == '\n';
  }
  bool isFirstOnLine() const { return result.tokens.size() == lineFirstToken; }
  StringRef rest() const { return text.drop_front(position); }
  SourceRange range(uint32_t begin) const { return {file, begin, position}; }
  void skipBlanks();
  void skipToLineEnd();
  void push(TokenKind kind, uint32_t begin) {
    result.tokens.push_back({kind, blankBefore, range(begin)});
  }
  /// One report a line is enough for text that is no px at all.
  template <typename... Args>
  void reportInvalid(DiagnosticId id, uint32_t begin, const Args &...args) {
    if (!lineIsInvalid)
      diagnostics.report(id, range(begin), args...);
    lineIsInvalid = true;
    push(TokenKind::Invalid, begin);
  }

  StringRef text;
  uint32_t file;
  DiagnosticEngine &diagnostics;
  uint32_t position = 0;
  uint32_t lineFirstToken = 0;
  bool blankBefore = false;
  bool lineIsInvalid = false;
  TokenizedFile result;
};

bool isWordStart(char c) { return llvm::isAlpha(c) || c == '_'; }
bool isWordPart(char c) { return llvm::isAlnum(c) || c == '_'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

} // namespace

TokenizedFile Lexer::run() {
  if (!isReadable())
    return std::move(result);
  if (text.starts_with(byteOrderMark))
    position = byteOrderMark.size();
  while (position < text.size()) {
    lexLine();
    if (position < text.size())
      ++position; // the line feed
  }
  return std::move(result);
}

bool Lexer::isReadable() {
  if (text.starts_with(pngSignature)) {
    diagnostics.report(DiagnosticId::PngFile, {file, 0, 0});
    return false;
  }
  if (text.size() > maximumMegabytes * 1024 * 1024) {
    diagnostics.report(DiagnosticId::FileTooLarge, {file, 0, 0},
                       maximumMegabytes);
    return false;
  }
  return true;
}

void Lexer::lexLine() {
  uint32_t lineBegin = position;
  skipBlanks();
  StringRef indentation = text.slice(lineBegin, position);
  lineFirstToken = result.tokens.size();
  lineIsInvalid = false;
  blankBefore = true;
  while (!atLineEnd()) {
    lexToken();
    uint32_t before = position;
    skipBlanks();
    blankBefore = position != before;
  }
  if (isFirstOnLine())
    return;
  uint32_t endToken = result.tokens.size();
  uint32_t textEnd = result.tokens.back().range.end;
  result.tokens.push_back(
      {TokenKind::LineEnd, blankBefore, {file, textEnd, textEnd}});
  result.lines.push_back(
      {lineFirstToken, endToken, static_cast<uint32_t>(indentation.size()),
       indentation.contains('\t'), indentation.contains(' ')});
}

void Lexer::skipBlanks() {
  while (!atLineEnd() && isBlank(text[position]))
    ++position;
}

void Lexer::skipToLineEnd() {
  while (!atLineEnd())
    ++position;
}

void Lexer::lexToken() {
  char c = text[position];
  if (c == '#')
    return skipToLineEnd();
  if (isWordStart(c))
    return lexWord();
  if (llvm::isDigit(c))
    return lexNumber();
  if (c == '"')
    return lexString();
  lexPunctuation();
}

void Lexer::lexWord() {
  uint32_t begin = position;
  while (position < text.size() && isWordPart(text[position]))
    ++position;
  StringRef word = text.slice(begin, position);
  bool isComment = isFirstOnLine() ? word.equals_insensitive("COMMENT")
                                   : blankBefore && word == "COMMENT";
  if (isComment)
    return skipToLineEnd();
  push(TokenKind::Word, begin);
}

/// decimal | 0x hex | digits.digits, optionally with an exponent.
void Lexer::lexNumber() {
  uint32_t begin = position;
  auto skipDigits = [&](bool (*isDigit)(char)) {
    uint32_t first = position;
    while (position < text.size() && isDigit(text[position]))
      ++position;
    return position != first;
  };
  auto isDecimal = [](char c) { return llvm::isDigit(c); };
  auto isHex = [](char c) { return llvm::isHexDigit(c); };

  TokenKind kind = TokenKind::Integer;
  bool isWellFormed = true;
  if (rest().starts_with_insensitive("0x")) {
    position += 2;
    isWellFormed = skipDigits(isHex);
  } else {
    skipDigits(isDecimal);
    if (rest().starts_with(".")) {
      ++position;
      kind = TokenKind::Float;
      isWellFormed = skipDigits(isDecimal);
    }
    if (rest().starts_with_insensitive("e")) {
      ++position;
      kind = TokenKind::Float;
      if (rest().starts_with("+") || rest().starts_with("-"))
        ++position;
      isWellFormed &= skipDigits(isDecimal);
    }
  }
  isWellFormed &= !skipDigits(isWordPart);
  if (!isWellFormed)
    return reportInvalid(DiagnosticId::MalformedNumber, begin,
                         text.slice(begin, position));
  StringRef spelling = text.slice(begin, position);
  if (kind == TokenKind::Integer && !integerValue(spelling))
    return reportInvalid(DiagnosticId::IntegerTooLarge, begin, spelling);
  push(kind, begin);
}

void Lexer::lexString() {
  uint32_t begin = position++;
  while (!atLineEnd() && text[position] != '"') {
    if (text[position] == '\\') {
      uint32_t escape = position++;
      if (atLineEnd())
        break;
      if (!StringRef("nt\\\"").contains(text[position])) {
        ++position;
        StringRef spelling = text.slice(escape, position);
        if (!lineIsInvalid)
          diagnostics.report(DiagnosticId::UnknownEscape, range(escape),
                             spelling);
        lineIsInvalid = true;
        continue;
      }
    }
    ++position;
  }
  if (atLineEnd())
    return reportInvalid(DiagnosticId::UnterminatedString, begin);
  ++position;
  push(TokenKind::String, begin);
}

void Lexer::lexPunctuation() {
  uint32_t begin = position;
  auto take = [&](StringRef spelling, TokenKind kind) {
    if (!rest().starts_with(spelling))
      return false;
    position += spelling.size();
    push(kind, begin);
    return true;
  };
#define PX_PUNCTUATION(Name, Spelling)                                         \
  if (take(Spelling, TokenKind::Name))                                         \
    return;
#include "aikernel/Frontend/Px/Tokens.def"
  if (take(unicodeArrow, TokenKind::Arrow) || lexDamagedArrow())
    return;
  lexStray();
}

bool Lexer::lexDamagedArrow() {
  for (const Damage &damage : damagedArrows) {
    if (!rest().starts_with(damage.bytes))
      continue;
    uint32_t begin = position;
    position += damage.bytes.size();
    diagnostics
        .report(DiagnosticId::DamagedArrow, range(begin), damage.bytes,
                damage.encoding)
        .fixIt(range(begin), "->");
    // The statement is whole for a reader, so the parser goes on with it.
    push(TokenKind::Arrow, begin);
    return true;
  }
  return false;
}

/// One character, or one byte where the text is not UTF-8.
void Lexer::lexStray() {
  uint32_t begin = position;
  unsigned char first = text[position++];
  while (first >= 0xC0 && !atLineEnd() && (text[position] & 0xC0) == 0x80)
    ++position;
  if (llvm::isPrint(first))
    return reportInvalid(DiagnosticId::StrayCharacter, begin,
                         "'" + llvm::Twine(static_cast<char>(first)) + "'");
  if (first >= 0xC0 && position - begin > 1)
    return reportInvalid(DiagnosticId::StrayCharacter, begin,
                         "'" + text.slice(begin, position) + "'");
  reportInvalid(DiagnosticId::StrayCharacter, begin,
                "byte 0x" + llvm::utohexstr(first, false, 2));
}

TokenizedFile aikernel::px::tokenize(const SourceManager &sources,
                                     uint32_t file,
                                     DiagnosticEngine &diagnostics) {
  return Lexer(sources, file, diagnostics).run();
}
