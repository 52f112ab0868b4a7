//===- Format.cpp - pxc fmt: px text in its canonical form ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Tokens keep their order and, but for the first word of a line and the arrow,
// their spelling; what changes are blanks and empty lines. How deep a line
// stands and which tokens belong together is what the parser has found. Blocks
// of px 0.1 that end by their indentation, or are known by having none, stay
// what they are.
//
//===----------------------------------------------------------------------===//

#include "FormatColumns.h"
#include "Parser.h"
#include "aikernel/Frontend/Px/Frontend.h"

using namespace aikernel::px;
using llvm::StringRef;

static constexpr unsigned blanksOfDepth = 4;
static constexpr StringRef commentWord = "COMMENT";

namespace {

class Formatter {
public:
  Formatter(const SourceManager &sources, uint32_t file,
            const TokenizedFile &tokenized, const Layout &layout)
      : sources(sources), file(file), tokenized(tokenized), layout(layout) {}

  std::string run();

private:
  void takeStatement();
  void takeComment();
  void add(FormattedLine line, uint32_t number);
  bool joinsPrevious(uint32_t token) const;
  std::vector<uint32_t> findCells(const Line &line, FormattedLine::Kind kind);
  FormattedLine::Kind kindOf(size_t index) const;
  std::string textOf(uint32_t begin, uint32_t end, bool isVerb) const;
  unsigned depthOfComment(uint32_t column) const;
  bool opensBlock(size_t index) const;
  std::string write() const;

  StringRef text(uint32_t token) const {
    return sources.text(tokenized.tokens[token].range);
  }
  StringRef commentText() const {
    return sources.text(tokenized.comments[comment]).rtrim(" \t");
  }
  LineColumn placeOf(const Line &line) const {
    return sources.lineColumn(tokenized.tokens[line.firstToken].range);
  }
  bool atStatement() const { return statement < tokenized.lines.size(); }
  bool atComment() const { return comment < tokenized.comments.size(); }

  const SourceManager &sources;
  uint32_t file;
  const TokenizedFile &tokenized;
  const Layout &layout;
  size_t statement = 0, comment = 0; ///< the next ones
  uint32_t lastNumber = 0;           ///< of the last line that was added
  uint32_t commentColumn = 0; ///< of the comment behind it, as it was written
  std::vector<FormattedLine> lines;
};

} // namespace

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

bool Formatter::joinsPrevious(uint32_t token) const {
  using enum TokenKind;
  switch (tokenized.tokens[token].kind) {
  case Comma:
  case Colon:
  case Dot:
  case LeftBracket:
  case RightBracket:
  case RightParen:
    return true;
  default:
    break;
  }
  TokenKind before = tokenized.tokens[token - 1].kind;
  return before == LeftParen || before == LeftBracket || before == Dot ||
         layout.isJoined[token];
}

static bool isDeclaration(StringRef verb) {
  for (Verb declaration : {Verb::GpuParam, Verb::GpuShared, Verb::GpuConst,
                           Verb::Arg, Verb::GpuAlloc, Verb::Local})
    if (verb == spellingOf(declaration))
      return true;
  return false;
}

FormattedLine::Kind Formatter::kindOf(size_t index) const {
  using enum FormattedLine::Kind;
  if (layout.lines[index].isTableRow)
    return TableRow;
  const Line &line = tokenized.lines[index];
  bool isTable = tokenized.tokens[line.endToken - 1].kind == TokenKind::Colon;
  return !isTable && isDeclaration(text(line.firstToken).upper()) ? Declaration
                                                                  : Plain;
}

/// The tokens that begin a cell. A declaration is its name, its type, the value
/// it has, and a text; a row is its values.
std::vector<uint32_t> Formatter::findCells(const Line &line,
                                           FormattedLine::Kind kind) {
  using enum FormattedLine::Kind;
  std::vector<uint32_t> cells{line.firstToken};
  if (kind == Plain)
    return cells;
  int depth = 0;
  for (uint32_t i = line.firstToken + 1; i < line.endToken; ++i) {
    TokenKind token = tokenized.tokens[i].kind;
    depth += depthChange(tokenized.tokens[i - 1].kind);
    bool isValue = tokenized.tokens[i - 1].kind == TokenKind::Equal;
    bool isPart = i == line.firstToken + 2 || token == TokenKind::Equal ||
                  (token == TokenKind::String && !isValue);
    if (depth == 0 && (kind == TableRow ? !joinsPrevious(i) : isPart))
      cells.push_back(i);
  }
  return cells;
}

std::string Formatter::textOf(uint32_t begin, uint32_t end, bool isVerb) const {
  std::string result = isVerb ? text(begin).upper() : text(begin).str();
  for (uint32_t i = begin + 1; i < end; ++i) {
    if (!joinsPrevious(i))
      result += ' ';
    bool isArrow = tokenized.tokens[i].kind == TokenKind::Arrow;
    result += isArrow ? "->" : text(i);
  }
  return result;
}

void Formatter::takeStatement() {
  const Line &line = tokenized.lines[statement];
  uint32_t number = placeOf(line).line;
  FormattedLine formatted;
  formatted.kind = kindOf(statement);
  formatted.depth = layout.lines[statement].depth;
  bool isRow = formatted.kind == FormattedLine::Kind::TableRow;
  std::vector<uint32_t> cells = findCells(line, formatted.kind);
  for (auto [i, begin] : llvm::enumerate(cells)) {
    uint32_t end = i + 1 < cells.size() ? cells[i + 1] : line.endToken;
    formatted.cells.push_back(textOf(begin, end, i == 0 && !isRow));
  }
  if (!isRow)
    formatted.verb = text(line.firstToken);
  ++statement;
  uint32_t column = 0;
  if (atComment()) {
    LineColumn place = sources.lineColumn(tokenized.comments[comment]);
    if (place.line == number) {
      column = place.column;
      formatted.comment = commentText();
      ++comment;
    }
  }
  add(std::move(formatted), number);
  commentColumn = column;
}

//===----------------------------------------------------------------------===//
// Comments on lines of their own
//===----------------------------------------------------------------------===//

bool Formatter::opensBlock(size_t index) const {
  const Line &line = tokenized.lines[index];
  StringRef verb = text(line.firstToken);
  bool hasColon = tokenized.tokens[line.endToken - 1].kind == TokenKind::Colon;
  return hasColon ? !verb.equals_insensitive(spellingOf(Verb::GpuThreadCode))
                  : verb.equals_insensitive(spellingOf(Verb::Func));
}

/// That of the statement behind it. Where a block ends between the two, the
/// column says whether the comment belongs to the block.
unsigned Formatter::depthOfComment(uint32_t column) const {
  if (!atStatement())
    return 0;
  unsigned behind = layout.lines[statement].depth;
  if (statement == 0 || column <= placeOf(tokenized.lines[statement]).column)
    return behind;
  unsigned before = layout.lines[statement - 1].depth;
  bool isAlone = before == behind && opensBlock(statement - 1);
  return isAlone ? behind + 1 : std::max(before, behind);
}

void Formatter::takeComment() {
  LineColumn place = sources.lineColumn(tokenized.comments[comment]);
  bool continues =
      place.line == lastNumber + 1 && place.column == commentColumn;
  FormattedLine formatted;
  formatted.comment = commentText();
  if (!StringRef(formatted.comment).starts_with("#"))
    formatted.comment.replace(0, commentWord.size(), commentWord);
  formatted.continuesComment = continues;
  formatted.depth =
      continues ? lines.back().depth : depthOfComment(place.column);
  ++comment;
  add(std::move(formatted), place.line);
  if (!continues)
    commentColumn = 0;
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

void Formatter::add(FormattedLine line, uint32_t number) {
  line.blankBefore = !lines.empty() && number > lastNumber + 1;
  lines.push_back(std::move(line));
  lastNumber = number;
}

std::string Formatter::write() const {
  StringRef original = sources.text(file);
  bool isOfWindows = original.drop_until(isLineEnd).starts_with("\r\n");
  StringRef lineEnd = isOfWindows ? "\r\n" : "\n";
  std::string result;
  for (const FormattedLine &line : lines) {
    if (line.blankBefore)
      result += lineEnd;
    result.append(size_t(line.depth) * blanksOfDepth, ' ');
    for (const std::string &cell : line.cells)
      result += cell;
    result += line.comment;
    result += lineEnd;
  }
  return result;
}

std::string Formatter::run() {
  auto isBefore = [](SourceRange a, SourceRange b) {
    return a.begin < b.begin;
  };
  while (atStatement() || atComment()) {
    bool isStatement =
        atStatement() &&
        (!atComment() ||
         isBefore(tokenized.tokens[tokenized.lines[statement].firstToken].range,
                  tokenized.comments[comment]));
    isStatement ? takeStatement() : takeComment();
  }
  alignColumns(lines);
  return write();
}

std::optional<std::string> aikernel::px::format(const SourceManager &sources,
                                                uint32_t file,
                                                DiagnosticEngine &diagnostics) {
  Parser parser(sources, file, diagnostics);
  std::unique_ptr<syntax::File> syntax = parser.parseFile();
  if (diagnostics.hasErrors())
    return std::nullopt;
  return Formatter(sources, file, parser.tokens(), parser.layout()).run();
}
