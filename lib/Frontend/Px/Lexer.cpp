//===- Lexer.cpp - From px text to lines of tokens ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include "Suggestions.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Error.h"

using namespace aikernel::px;
using llvm::StringRef;

static bool isWordStart(char c) { return llvm::isAlpha(c) || c == '_'; }
static bool isWordPart(char c) { return llvm::isAlnum(c) || c == '_'; }
static bool isBlank(char c) { return c == ' ' || c == '\t'; }

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

/// decimal | 0x hex | digits.digits, optionally with an exponent.
NumberScan aikernel::px::scanNumber(StringRef text) {
  NumberScan scan;
  auto skip = [&](auto isPart) {
    size_t first = scan.size;
    while (scan.size < text.size() && isPart(text[scan.size]))
      ++scan.size;
    return scan.size != first;
  };
  auto isDecimal = [](char c) { return llvm::isDigit(c); };
  auto isHex = [](char c) { return llvm::isHexDigit(c); };
  auto isRest = [](char c) { return isWordPart(c) || c == '.'; };

  if (text.starts_with_insensitive("0x")) {
    scan.size = 2;
    scan.isWellFormed = skip(isHex);
  } else {
    scan.isWellFormed = skip(isDecimal);
    if (text.substr(scan.size).starts_with(".")) {
      ++scan.size;
      scan.kind = TokenKind::Float;
      scan.isWellFormed &= skip(isDecimal);
    }
    if (text.substr(scan.size).starts_with_insensitive("e")) {
      ++scan.size;
      scan.kind = TokenKind::Float;
      StringRef sign = text.substr(scan.size, 1);
      scan.size += sign == "+" || sign == "-";
      scan.isWellFormed &= skip(isDecimal);
    }
  }
  scan.isWellFormed &= !skip(isRest);
  return scan;
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

/// What other files begin with.
struct Signature {
  StringRef bytes;
  StringRef format;
};
constexpr Signature foreignFiles[] = {
    {"\x89PNG\r\n\x1A\n", "a PNG picture"},
    {"\x7F\x45LF", "an ELF file"},
    {"!<arch>\n", "an archive"},
};
constexpr StringRef utf16Marks[] = {"\xFF\xFE", "\xFE\xFF"};

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
  void reportInText(DiagnosticId id, uint32_t begin, const llvm::Twine &what);
  void lexCharacterOfText();
  void lexPunctuation();
  bool lexForeignArrow();
  void lexStray();
  bool lexDamagedArrow();
  bool lexLastSemicolon();
  void reportStray(uint32_t begin, const llvm::Twine &what);

  bool atLineEnd() const {
    return position == text.size() || isLineEnd(text[position]);
  }
  bool isFirstOnLine() const { return result.tokens.size() == lineFirstToken; }
  StringRef rest() const { return text.drop_front(position); }
  /// Whether the point here is the first one of .5, and not of THREAD_ID.X.
  bool beginsNumber() const {
    bool isApart = blankBefore || result.tokens.back().kind != TokenKind::Word;
    return isApart && rest().size() > 1 && llvm::isDigit(rest()[1]);
  }
  SourceRange range(uint32_t begin) const { return {file, begin, position}; }
  void skipBlanks();
  void passComment(uint32_t begin);
  void push(TokenKind kind, uint32_t begin) {
    result.tokens.push_back({kind, blankBefore, range(begin)});
  }
  /// One report a line is enough for text that is no px at all.
  template <typename... Args>
  std::optional<DiagnosticEngine::Builder>
  reportInvalid(DiagnosticId id, uint32_t begin, const Args &...args) {
    push(TokenKind::Invalid, begin);
    if (std::exchange(lineIsInvalid, true))
      return std::nullopt;
    return diagnostics.report(id, range(begin), args...);
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

} // namespace

/// The number of a character of more than one byte.
static std::optional<uint32_t> decode(StringRef character) {
  auto *begin = reinterpret_cast<const llvm::UTF8 *>(character.bytes_begin());
  llvm::UTF32 code;
  if (character.size() < 2 ||
      llvm::convertUTF8Sequence(&begin, character.bytes_end(), &code,
                                llvm::strictConversion) != llvm::conversionOK)
    return std::nullopt;
  return code;
}

static bool endsStatement(char c) { return isLineEnd(c) || c == '#'; }

/// Whether a number is too large for the widest type.
static bool isInfinite(StringRef spelling) {
  llvm::APFloat value(llvm::APFloat::IEEEdouble());
  llvm::consumeError(
      value.convertFromString(spelling, llvm::APFloat::rmNearestTiesToEven)
          .takeError());
  return value.isInfinity();
}

TokenizedFile Lexer::run() {
  if (!isReadable())
    return std::move(result);
  if (text.starts_with(byteOrderMark))
    position = byteOrderMark.size();
  while (position < text.size()) {
    lexLine();
    if (position < text.size())
      ++position; // of the two of Windows, the second ends an empty line
  }
  return std::move(result);
}

bool Lexer::isReadable() {
  for (const auto &[bytes, format] : foreignFiles) {
    if (!text.starts_with(bytes))
      continue;
    diagnostics.report(DiagnosticId::ForeignFile, {file, 0, 0}, format);
    return false;
  }
  for (StringRef mark : utf16Marks) {
    if (!text.starts_with(mark))
      continue;
    diagnostics.report(DiagnosticId::Utf16File, {file, 0, 0});
    return false;
  }
  if (text.size() > maxFileBytes) {
    diagnostics.report(DiagnosticId::FileTooLarge, {file, 0, 0},
                       maxFileMebibytes);
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

void Lexer::passComment(uint32_t begin) {
  while (!atLineEnd())
    ++position;
  result.comments.push_back(range(begin));
}

void Lexer::lexToken() {
  char c = text[position];
  if (c == '#')
    return passComment(position);
  if (isWordStart(c))
    return lexWord();
  if (llvm::isDigit(c) || (c == '.' && beginsNumber()))
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
    return passComment(begin);
  push(TokenKind::Word, begin);
}

void Lexer::lexNumber() {
  uint32_t begin = position;
  NumberScan scan = scanNumber(rest());
  StringRef spelling = rest().take_front(scan.size);
  position += scan.size;
  if (!scan.isWellFormed) {
    std::string meant = suggestNumber(spelling);
    auto report = reportInvalid(DiagnosticId::MalformedNumber, begin, spelling);
    if (report && !meant.empty())
      report->fixIt(range(begin), meant);
    return;
  }
  bool isTooLarge = scan.kind == TokenKind::Integer ? !integerValue(spelling)
                                                    : isInfinite(spelling);
  if (isTooLarge)
    reportInvalid(DiagnosticId::NumberTooLarge, begin, spelling);
  else
    push(scan.kind, begin);
}

/// The statement is whole for a reader all the same.
void Lexer::reportInText(DiagnosticId id, uint32_t begin,
                         const llvm::Twine &what) {
  if (!std::exchange(lineIsInvalid, true))
    diagnostics.report(id, range(begin), what.str());
}

/// Texts go to whoever reads UTF-8, zero-terminated.
void Lexer::lexCharacterOfText() {
  uint32_t begin = position;
  unsigned char first = text[position];
  size_t size = llvm::getNumBytesForUTF8(first);
  bool isValid =
      first != 0 && size <= rest().size() &&
      (size == 1 ? first < 0x80 : decode(rest().take_front(size)).has_value());
  position += isValid ? size : 1;
  if (!isValid)
    reportInText(DiagnosticId::StrayCharacter, begin,
                 "byte 0x" + llvm::utohexstr(first, false, 2));
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
        reportInText(DiagnosticId::UnknownEscape, escape,
                     text.slice(escape, position));
        continue;
      }
    }
    lexCharacterOfText();
  }
  if (atLineEnd()) {
    reportInvalid(DiagnosticId::UnterminatedString, begin);
    return;
  }
  ++position;
  push(TokenKind::String, begin);
}

void Lexer::lexPunctuation() {
  uint32_t begin = position;
  if (lexForeignArrow())
    return;
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

bool Lexer::lexForeignArrow() {
  if (!rest().starts_with("=>"))
    return false;
  uint32_t begin = position;
  position += 2;
  diagnostics.report(DiagnosticId::StrayCharacter, range(begin), "'=>'")
      .fixIt(range(begin), "->");
  push(TokenKind::Arrow, begin);
  return true;
}

/// The habit of other languages; without it the statement is whole.
bool Lexer::lexLastSemicolon() {
  StringRef behind = rest();
  if (!behind.consume_front(";"))
    return false;
  behind = behind.drop_while(isBlank);
  if (!behind.empty() && !endsStatement(behind.front()))
    return false;
  uint32_t begin = position++;
  if (!std::exchange(lineIsInvalid, true))
    diagnostics.report(DiagnosticId::StrayCharacter, range(begin), "';'")
        .fixIt(range(begin), "");
  return true;
}

/// One character, or one byte where the text is not UTF-8.
void Lexer::lexStray() {
  if (lexLastSemicolon())
    return;
  uint32_t begin = position;
  unsigned char first = text[position++];
  while (first >= 0xC0 && !atLineEnd() && (text[position] & 0xC0) == 0x80)
    ++position;
  StringRef character = text.slice(begin, position);
  if (llvm::isPrint(first))
    return reportStray(begin, "'" + character + "'");
  if (std::optional<uint32_t> code = decode(character))
    return reportStray(begin, "'" + character + "' (U+" +
                                  llvm::utohexstr(*code, false, 4) + ")");
  reportStray(begin, "byte 0x" + llvm::utohexstr(first, false, 2));
}

/// With all that is to be replaced in the rest of the line.
void Lexer::reportStray(uint32_t begin, const llvm::Twine &what) {
  auto report = reportInvalid(DiagnosticId::StrayCharacter, begin, what);
  if (!report)
    return;
  report->help(helpForCharacter(text.slice(begin, position)));
  StringRef line = text.drop_front(begin).take_until(endsStatement);
  for (size_t i = 0; i < line.size();) {
    size_t size = 1;
    while (i + size < line.size() && (line[i + size] & 0xC0) == 0x80)
      ++size;
    StringRef meant = suggestCharacter(line.substr(i, size));
    uint32_t place = begin + i;
    if (!meant.empty())
      report->fixIt({file, place, place + static_cast<uint32_t>(size)}, meant);
    i += size;
  }
}

TokenizedFile aikernel::px::tokenize(const SourceManager &sources,
                                     uint32_t file,
                                     DiagnosticEngine &diagnostics) {
  return Lexer(sources, file, diagnostics).run();
}
