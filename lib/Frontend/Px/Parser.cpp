//===- Parser.cpp - From lines of tokens to the syntax tree ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Suggestions.h"
#include "Words.h"
#include "llvm/ADT/StringMap.h"

using namespace aikernel::px;
using llvm::StringRef;

Parser::Parser(const SourceManager &sources, uint32_t fileNumber,
               DiagnosticEngine &diagnostics, Includes *includes)
    : sources(sources), fileNumber(fileNumber), diagnostics(diagnostics),
      includes(includes), tokenized(tokenize(sources, fileNumber, diagnostics)),
      fileLayout{std::vector<Layout::Line>(tokenized.lines.size()),
                 std::vector<bool>(tokenized.tokens.size())},
      file(std::make_unique<syntax::File>()) {}

std::unique_ptr<syntax::File> Parser::parseFile() {
  findFunctions();
  findDeclarationsInBlocks();
  while (!atFileEnd())
    parseStatement(file->host);
  return std::move(file);
}

void Parser::findFunctions() {
  for (auto [index, line] : llvm::enumerate(tokenized.lines))
    if (verbOfLine(index) == Verb::Func)
      functionNames.insert(text(tokenized.tokens[line.firstToken + 1]));
}

std::unique_ptr<syntax::File> Parser::parseExpressionFile(syntax::Expr *&expr) {
  expr = nullptr;
  if (atFileEnd()) {
    if (!diagnostics.hasErrors())
      diagnostics.report(DiagnosticId::Expected, {fileNumber, 0, 0}, "a value",
                         "nothing");
    return std::move(file);
  }
  beginLine();
  expr = parseExpr();
  if (expr && !expectLineEnd())
    expr = nullptr;
  return std::move(file);
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

const Parser::VerbRow *Parser::findVerb(StringRef word) {
  using enum Place;
  static const llvm::StringMap<VerbRow> rows = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary)              \
  {Spelling, {Verb::Name, Places, &Parser::Handler}},
#include "aikernel/Frontend/Px/Verbs.def"
  };
  auto row = rows.find(word.upper());
  return row == rows.end() ? nullptr : &row->second;
}

/// Flat blocks are not indented: that is how they are known.
void Parser::beginLine() {
  cursor = line().firstToken;
  bool isInside = context.place != Place::Host;
  bool isFlat = context.style == BlockStyle::Flat;
  fileLayout.lines[lineIndex].depth = isInside + (isFlat ? 0 : open.size());
}

SourceRange Parser::lineRange(size_t index) const {
  const Line &line = tokenized.lines[index];
  return {fileNumber, tokenized.tokens[line.firstToken].range.begin,
          tokenized.tokens[line.endToken].range.begin};
}

StringRef Parser::firstWord(size_t index) const {
  const Token &token = tokenized.tokens[tokenized.lines[index].firstToken];
  return token.kind == TokenKind::Word ? text(token) : StringRef();
}

std::optional<Verb> Parser::verbOfLine(size_t index) const {
  if (index >= tokenized.lines.size())
    return std::nullopt;
  const VerbRow *row = findVerb(firstWord(index));
  const Token &second = tokenized.tokens[tokenized.lines[index].firstToken + 1];
  if (!row && firstWord(index).equals_insensitive("END") &&
      second.kind == TokenKind::Word)
    row = findVerb(("END" + text(second)).str()); // reported when it is passed
  return row ? std::optional(row->verb) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

const Token &Parser::peek(unsigned ahead) const {
  return tokenized.tokens[std::min(cursor + ahead, line().endToken)];
}

Token Parser::take() {
  Token token = peek();
  if (cursor < line().endToken)
    ++cursor;
  return token;
}

/// From there to the token before the cursor.
SourceRange Parser::rangeFrom(SourceRange begin) const {
  return {fileNumber, begin.begin, tokenized.tokens[cursor - 1].range.end};
}

SourceRange Parser::lineEndRange() const {
  return tokenized.tokens[line().endToken].range;
}

bool Parser::accept(TokenKind kind) {
  if (peek().kind != kind)
    return false;
  take();
  return true;
}

bool Parser::acceptWord(StringRef word) {
  if (peek().kind != TokenKind::Word || text(peek()) != word)
    return false;
  take();
  return true;
}

bool Parser::expect(TokenKind kind) {
  if (accept(kind))
    return true;
  bool endsExpr =
      kind == TokenKind::RightParen || kind == TokenKind::RightBracket;
  reportExpected(describe(kind),
                 endsExpr ? suggestOperator(text(peek())) : StringRef());
  return false;
}

bool Parser::expectArrow() {
  if (accept(TokenKind::Arrow))
    return true;
  std::string meant = suggestOperator(text(peek())).str();
  if (peek().kind == TokenKind::Equal && !hasArrow())
    meant = "->";
  else if (peek().kind == TokenKind::Word && meant.empty() && !hasArrow())
    meant = ("-> " + text(peek())).str();
  reportExpected(describe(TokenKind::Arrow), meant);
  return false;
}

bool Parser::expectWord(StringRef word) {
  if (acceptWord(word))
    return true;
  bool isEqual = word == "FROM" && peek().kind == TokenKind::Equal;
  StringRef meant = isEqual ? word : nearest(text(peek()), {word});
  reportExpected("'" + word + "'", meant);
  return false;
}

bool Parser::expectLineEnd(StringRef help) {
  if (atEnd())
    return true;
  if (lineIsInvalid() || reportComment(peek()))
    return false;
  auto report = diagnostics.report(DiagnosticId::TrailingText, peek().range,
                                   "'" + text(peek()) + "'");
  bool isCall = peek().kind == TokenKind::LeftParen &&
                peek(1).kind == TokenKind::RightParen &&
                peek(2).kind == TokenKind::LineEnd;
  if (isCall) // SYNC_THREADS()
    report.fixIt(
        {fileNumber, tokenized.tokens[cursor - 1].range.end, peek(1).range.end},
        "");
  else if (help.empty())
    reportWithForm(report);
  else
    report.help(help);
  return false;
}

/// Passes the line that ends a block, which may be written as two words.
void Parser::passEnd() {
  StringRef end = spellingOf(*verbOfLine());
  beginLine();
  Token word = take();
  if (findVerb(text(word))) {
    expectLineEnd();
  } else {
    take();
    SourceRange both = rangeFrom(word.range);
    diagnostics.report(DiagnosticId::UnknownWord, both, sources.text(both))
        .fixIt(both, end);
  }
  ++lineIndex;
}

/// The ':' that ends the first line of a block.
bool Parser::expectColon() {
  if (accept(TokenKind::Colon))
    return expectLineEnd("what a block does stands in the lines below");
  if (atEnd()) {
    diagnostics
        .report(DiagnosticId::Expected, lineEndRange(), "':'",
                describe(TokenKind::LineEnd))
        .fixIt(lineEndRange(), ":");
    return false;
  }
  bool isThen = text(peek()).equals_insensitive("THEN") &&
                peek(1).kind != TokenKind::Colon;
  reportExpected("':'", isThen ? ":" : suggestOperator(text(peek())));
  return false;
}

//===----------------------------------------------------------------------===//
// Names and types
//===----------------------------------------------------------------------===//

bool Parser::parseName(syntax::Name &name, StringRef what) {
  const Token &token = peek();
  if (token.kind != TokenKind::Word) {
    reportExpected(what);
    return false;
  }
  if (isReserved(text(token))) {
    diagnostics.report(DiagnosticId::ReservedWord, token.range, text(token))
        .help("px words are upper case; a name in lower case is free");
    return false;
  }
  name = {text(token), token.range};
  take();
  return true;
}

/// scalar | scalar* | scalar[] | scalar[size, …]
bool Parser::parseType(syntax::Type &type) {
  Token word = peek();
  if (word.kind != TokenKind::Word) {
    reportExpected("a type");
    return false;
  }
  std::optional<Scalar> scalar = scalarNamed(text(word));
  if (!scalar) {
    auto report =
        diagnostics.report(DiagnosticId::UnknownType, word.range, text(word));
    StringRef meant = suggestType(text(word));
    if (meant.empty())
      reportWithForm(report);
    else
      report.fixIt(word.range, meant);
    return false;
  }
  take();
  type.scalar = *scalar;
  if (peek().kind == TokenKind::Star) {
    joinToken();
    take();
    type.isArray = true;
  } else if (accept(TokenKind::LeftBracket)) {
    type.isArray = true;
    if (!accept(TokenKind::RightBracket) &&
        !parseExprList(type.sizes, TokenKind::RightBracket))
      return false;
  }
  type.range = rangeFrom(word.range);
  return true;
}

/// A type that must not be an array.
bool Parser::parseScalar(syntax::Type &type) {
  if (!parseType(type))
    return false;
  if (type.isArray)
    diagnostics.report(DiagnosticId::ScalarExpected, type.range);
  return !type.isArray;
}

/// A type, or the form of px 0.1: scalar size.
bool Parser::parseSizedType(syntax::Type &type) {
  if (!parseType(type))
    return false;
  TokenKind next = peek().kind;
  bool isSize = next == TokenKind::Integer || next == TokenKind::LeftParen ||
                (next == TokenKind::Word && !isReserved(text(peek())));
  if (type.isArray || !isSize)
    return true;
  syntax::Expr *size = parseUnary(Blanks::InList);
  if (!size)
    return false;
  type.isArray = true;
  type.sizes.push_back(size);
  type.range = rangeFrom(type.range);
  return true;
}
