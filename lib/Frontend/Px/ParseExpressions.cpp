//===- ParseExpressions.cpp - Expressions, operands and places ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Suggestions.h"
#include "Words.h"

using namespace aikernel::px;
using llvm::StringRef;

/// Trees are parsed and walked recursively; these bound the stack that that
/// takes. The operators of a chain, a + b + c, are levels of its tree only.
static constexpr unsigned maximumExprDepth = 256;
static constexpr unsigned maximumExprHeight = 4096;

namespace {
struct BinaryOperator {
  Operation operation;
  unsigned precedence;
};
} // namespace

static std::optional<BinaryOperator> binaryOperator(TokenKind kind) {
  switch (kind) {
#define PX_BINARY(Token, OperationName, Precedence)                            \
  case TokenKind::Token:                                                       \
    return BinaryOperator{Operation::OperationName, Precedence};
#include "aikernel/Frontend/Px/Operators.def"
  default:
    return std::nullopt;
  }
}

static std::optional<Operation> unaryOperator(TokenKind kind) {
  switch (kind) {
#define PX_UNARY(Token, OperationName)                                         \
  case TokenKind::Token:                                                       \
    return Operation::OperationName;
#include "aikernel/Frontend/Px/Operators.def"
  default:
    return std::nullopt;
  }
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

/// Notes that `child` is a child of `expr`; false when that makes it too high.
bool Parser::limitHeight(syntax::Expr *expr, const syntax::Expr *child) {
  expr->height = std::max(expr->height, child->height + 1);
  if (expr->height <= maximumExprHeight)
    return true;
  reportTooDeep(expr->range, maximumExprHeight);
  return false;
}

void Parser::reportTooDeep(SourceRange range, unsigned maximum) {
  diagnostics.report(DiagnosticId::NestingTooDeep, range, "expression", maximum)
      .help("SET gives a part of it a name");
}

syntax::Expr *Parser::makeOperation(Operation operation, syntax::Name spelling,
                                    std::vector<syntax::Expr *> operands,
                                    SourceRange range) {
  auto *expr = make<syntax::OperationExpr>(operation, spelling,
                                           std::move(operands), range);
  for (syntax::Expr *operand : expr->operands)
    if (!limitHeight(expr, operand))
      return nullptr;
  return expr;
}

syntax::Expr *Parser::parseBinary(unsigned minimumPrecedence) {
  syntax::Expr *left = parseUnary(Blanks::InExpression);
  while (left) {
    std::optional<BinaryOperator> found = binaryOperator(peek().kind);
    if (!found || found->precedence < minimumPrecedence)
      break;
    Token spelling = take();
    syntax::Expr *right = parseBinary(found->precedence + 1);
    if (!right)
      return nullptr;
    left = makeOperation(found->operation, {text(spelling), spelling.range},
                         {left, right},
                         {fileNumber, left->range.begin, right->range.end});
  }
  return left;
}

/// Every way to nest expressions comes through here.
syntax::Expr *Parser::parseUnary(Blanks blanks) {
  if (exprDepth >= maximumExprDepth) {
    reportTooDeep(peek().range, maximumExprDepth);
    return nullptr;
  }
  ++exprDepth;
  std::optional<Operation> prefix = unaryOperator(peek().kind);
  syntax::Expr *expr =
      prefix ? parsePrefixed(*prefix, blanks) : parsePrimary(blanks);
  --exprDepth;
  return expr;
}

syntax::Expr *Parser::parsePrefixed(Operation operation, Blanks blanks) {
  Token spelling = take();
  joinToken();
  syntax::Expr *operand = parseUnary(blanks);
  if (!operand)
    return nullptr;
  return makeOperation(operation, {text(spelling), spelling.range}, {operand},
                       {fileNumber, spelling.range.begin, operand->range.end});
}

syntax::Expr *Parser::parsePrimary(Blanks blanks) {
  const Token &token = peek();
  switch (token.kind) {
  case TokenKind::Integer: {
    StringRef spelling = text(take());
    return make<syntax::IntegerExpr>(*integerValue(spelling),
                                     spelling.starts_with_insensitive("0x"),
                                     token.range);
  }
  case TokenKind::Float:
    take();
    return make<syntax::FloatExpr>(text(token), token.range);
  case TokenKind::LeftParen:
    return parseParenthesized();
  case TokenKind::Word:
    return parseWordExpr(blanks);
  default:
    reportExpected("a value");
    return nullptr;
  }
}

syntax::Expr *Parser::parseParenthesized() {
  SourceRange begin = take().range;
  syntax::Expr *inner = parseExpr();
  if (!inner || !expect(TokenKind::RightParen))
    return nullptr;
  inner->range = rangeFrom(begin);
  return inner;
}

syntax::Expr *Parser::parseWordExpr(Blanks blanks) {
  Token word = take();
  StringRef name = text(word);
  if (indexNamed(name))
    return parseIndexBuiltin(word);
  if (name == "TRUE" || name == "FALSE")
    return make<syntax::BoolExpr>(name == "TRUE", word.range);
  if (refuseForeignIndex(word) || !checkBlankBeforeBracket(word, blanks))
    return nullptr;
  if (peek().kind == TokenKind::LeftParen && !peek().blankBefore)
    return parseCall(word);
  if (isReserved(name)) {
    diagnostics.report(DiagnosticId::ReservedWord, word.range, name)
        .help(operationNamed(name)
                  ? "in an expression its operands stand in parentheses"
                  : "px words are upper case; a name in lower case is free");
    return nullptr;
  }
  if (!accept(TokenKind::LeftBracket))
    return make<syntax::VariableExpr>(syntax::Name{name, word.range});
  auto *expr =
      make<syntax::ElementExpr>(syntax::Name{name, word.range},
                                std::vector<syntax::Expr *>(), word.range);
  if (!parseExprList(expr->indices, TokenKind::RightBracket))
    return nullptr;
  expr->range = rangeFrom(word.range);
  if (refuseSecondBracket(expr->range))
    return nullptr;
  for (syntax::Expr *index : expr->indices)
    if (!limitHeight(expr, index))
      return nullptr;
  return expr;
}

/// Whether name(…) is a call of something, or a conversion.
bool Parser::isCallable(StringRef name) const {
  return operationNamed(name) || scalarNamed(name) ||
         functionNames.contains(name);
}

/// Between a name and its bracket there is no blank, except before the index of
/// a px 0.1 element.
bool Parser::checkBlankBeforeBracket(const Token &word, Blanks blanks) {
  const Token &bracket = peek();
  bool isIndex = bracket.kind == TokenKind::LeftBracket;
  bool isCall = bracket.kind == TokenKind::LeftParen;
  if (!bracket.blankBefore || (!isIndex && !isCall))
    return true;
  if (isIndex ? blanks == Blanks::InListBeforeIndex
              : blanks != Blanks::InExpression)
    return true;
  if (isCall && !isCallable(text(word))) {
    if (isReserved(text(word)))
      return true; // reported as that
    reportExpected("an operator");
    return false;
  }
  diagnostics
      .report(DiagnosticId::BlankBeforeBracket, bracket.range, text(bracket),
              isIndex ? "an index" : "a call")
      .fixIt({fileNumber, word.range.end, bracket.range.begin}, "");
  return false;
}

/// Refuses a[i][j].
bool Parser::refuseSecondBracket(SourceRange element) {
  const Token &bracket = peek();
  if (bracket.kind != TokenKind::LeftBracket || bracket.blankBefore)
    return false;
  diagnostics
      .report(DiagnosticId::Expected, bracket.range, "all indices in one '[…]'",
              "'['")
      .fixIt({fileNumber, element.end - 1, bracket.range.end}, ", ");
  return true;
}

/// Refuses threadIdx.x and its like, and says what they are here.
bool Parser::refuseForeignIndex(const Token &word) {
  StringRef meant = suggestIndex(text(word));
  if (meant.empty() || peek().kind != TokenKind::Dot)
    return false;
  auto report = diagnostics.report(DiagnosticId::UndefinedName, word.range,
                                   "name", text(word));
  if (peek(1).kind == TokenKind::Word)
    report.fixIt({fileNumber, word.range.begin, peek(1).range.end},
                 meant + "." + text(peek(1)).upper());
  return true;
}

/// THREAD_ID, THREAD_ID.Y, LANE_ID, …
syntax::Expr *Parser::parseIndexBuiltin(const Token &word) {
  IndexWord index = *indexNamed(text(word));
  uint8_t axis = 0;
  if (index.hasAxis && accept(TokenKind::Dot)) {
    StringRef name = peek().kind == TokenKind::Word ? text(peek()) : "";
    size_t found = name.size() == 1 ? StringRef("XYZ").find(name) : 3;
    if (found >= 3) {
      bool isLower = name.size() == 1 && StringRef("xyz").contains(name);
      reportExpected("X, Y or Z", isLower ? name.upper() : "");
      return nullptr;
    }
    take();
    axis = found;
  }
  return make<syntax::IndexExpr>(index.which, axis, rangeFrom(word.range));
}

/// An operation, a cast or a function; the cursor is at the '('.
syntax::Expr *Parser::parseCall(const Token &word) {
  StringRef name = text(word);
  syntax::Name spelling{name, word.range};
  std::optional<Operation> operation = operationNamed(name);
  if (operation && typeRuleOf(*operation) == TypeRule::Conversion)
    return parseConversionCall(*operation, word);
  if (!operation && isReserved(name)) {
    diagnostics.report(DiagnosticId::ReservedWord, word.range, name);
    return nullptr;
  }

  std::optional<Scalar> scalar = scalarNamed(name);
  if (functionNames.contains(name))
    scalar = std::nullopt; // a call, of what has been reported
  unsigned count = operation ? arityOf(*operation) : scalar ? 1 : 0;
  std::vector<syntax::Expr *> arguments;
  joinToken();
  take();
  bool isWellFormed = accept(TokenKind::RightParen) ||
                      parseExprList(arguments, TokenKind::RightParen);
  if (!isWellFormed)
    return nullptr;
  SourceRange range = rangeFrom(word.range);
  if (count && arguments.size() != count) {
    diagnostics.report(DiagnosticId::WrongOperandCount, range, name,
                       llvm::Twine(count) +
                           (count == 1 ? " operand" : " operands"),
                       arguments.size());
    return nullptr;
  }
  if (operation)
    return makeOperation(*operation, spelling, std::move(arguments), range);
  if (scalar) {
    auto *cast = make<syntax::ConvertExpr>(Operation::Cast, *scalar,
                                           arguments.front(), range);
    return limitHeight(cast, arguments.front()) ? cast : nullptr;
  }
  auto *call = make<syntax::CallExpr>(spelling, std::move(arguments), range);
  for (syntax::Expr *argument : call->arguments)
    if (!limitHeight(call, argument))
      return nullptr;
  return call;
}

/// CAST(x, u8) and BITCAST(x, f32).
syntax::Expr *Parser::parseConversionCall(Operation operation,
                                          const Token &word) {
  joinToken();
  take();
  syntax::Expr *operand = parseExpr();
  syntax::Type type;
  if (!operand || !expect(TokenKind::Comma) || !parseScalar(type) ||
      !expect(TokenKind::RightParen))
    return nullptr;
  auto *expr = make<syntax::ConvertExpr>(operation, type.scalar, operand,
                                         rangeFrom(word.range));
  return limitHeight(expr, operand) ? expr : nullptr;
}

/// Expressions with commas between, up to and including `end`.
bool Parser::parseExprList(std::vector<syntax::Expr *> &list, TokenKind end) {
  do {
    syntax::Expr *expr = parseExpr();
    if (!expr)
      return false;
    list.push_back(expr);
  } while (accept(TokenKind::Comma));
  return expect(end);
}

//===----------------------------------------------------------------------===//
// Operands of verbs
//===----------------------------------------------------------------------===//

/// Whether the operands from the cursor on are separated by commas.
bool Parser::hasCommaBeforeArrow() const {
  int depth = 0;
  for (uint32_t i = cursor; i < line().endToken; ++i) {
    TokenKind kind = tokenized.tokens[i].kind;
    if (kind == TokenKind::Arrow)
      return false;
    if (kind == TokenKind::Comma && depth == 0)
      return true;
    depth += depthChange(kind);
  }
  return false;
}

/// In a list separated by blanks, an operator must belong to the operand
/// directly after it, and to none before.
bool Parser::checkListOperand(syntax::Name verb, unsigned count,
                              uint32_t listBegin) {
  TokenKind kind = peek().kind;
  bool isPrefix =
      unaryOperator(kind) && peek().blankBefore && !peek(1).blankBefore;
  if (isPrefix || (!binaryOperator(kind) && !unaryOperator(kind)))
    return true;
  reportOperatorInList(verb, count, listBegin);
  return false;
}

void Parser::reportOperatorInList(syntax::Name verb, unsigned count,
                                  uint32_t listBegin) {
  struct Segment {
    SourceRange range;
    bool hasOperator;
  };
  llvm::SmallVector<Segment> segments;
  int depth = 0;
  bool needsOperand = true;
  for (uint32_t i = listBegin; i < line().endToken; ++i) {
    const Token &token = tokenized.tokens[i];
    if (depth == 0 && token.kind == TokenKind::Arrow)
      break;
    bool isOperator =
        depth == 0 && (binaryOperator(token.kind) || unaryOperator(token.kind));
    if (segments.empty() ||
        (depth == 0 && !isOperator && !needsOperand && token.blankBefore))
      segments.push_back({token.range, false});
    else
      segments.back().range.end = token.range.end;
    if (isOperator)
      segments.back().hasOperator |= !needsOperand;
    needsOperand = isOperator;
    depth += depthChange(token.kind);
  }

  const Token &found = peek();
  auto report = diagnostics.report(DiagnosticId::OperatorBetweenOperands,
                                   found.range, text(found));
  if (segments.size() == count) {
    for (const Segment &segment : segments) {
      if (!segment.hasOperator)
        continue;
      report.fixIt({fileNumber, segment.range.begin, segment.range.begin}, "(");
      report.fixIt({fileNumber, segment.range.end, segment.range.end}, ")");
    }
    return;
  }
  if (segments.size() + 1 == count && unaryOperator(found.kind) &&
      cursor > listBegin) {
    uint32_t before = tokenized.tokens[cursor - 1].range.end;
    SourceRange around{fileNumber, before, peek(1).range.begin};
    report.fixIt(around, ", " + text(found));
    return;
  }
  report.help("commas between the operands of " + verb.text +
              " make them expressions");
}

/// Exactly `count` operands, separated by commas or by blanks.
bool Parser::parseOperands(syntax::Name verb, unsigned count,
                           std::vector<syntax::Expr *> &operands,
                           Blanks first) {
  uint32_t listBegin = cursor;
  auto atListEnd = [&] { return atEnd() || peek().kind == TokenKind::Arrow; };
  if (hasCommaBeforeArrow()) {
    do {
      operands.push_back(parseExpr());
      if (!operands.back())
        return false;
    } while (accept(TokenKind::Comma));
  } else {
    Blanks blanks = first;
    while (!atListEnd()) {
      if (!checkListOperand(verb, count, listBegin))
        return false;
      operands.push_back(parseUnary(blanks));
      if (!operands.back())
        return false;
      blanks = Blanks::InList;
    }
  }
  if (operands.size() == count)
    return true;
  SourceRange range =
      operands.empty() ? verb.range : rangeFrom(operands[0]->range);
  reportWithForm(diagnostics.report(
      DiagnosticId::WrongOperandCount, range, verb.text,
      llvm::Twine(count) + (count == 1 ? " operand" : " operands"),
      operands.size()));
  return false;
}

/// One operand that stands alone.
syntax::Expr *Parser::parseListOperand(syntax::Name verb, Blanks blanks) {
  uint32_t listBegin = cursor;
  if (!checkListOperand(verb, 1, listBegin))
    return nullptr;
  syntax::Expr *operand = parseUnary(blanks);
  if (!operand || !checkListOperand(verb, 1, listBegin))
    return nullptr;
  return operand;
}

/// What gets a value: a name or an element.
syntax::Expr *Parser::parsePlace(Blanks blanks) {
  if (peek().kind != TokenKind::Word) {
    reportExpected("a name");
    return nullptr;
  }
  Token word = peek();
  bool isCall = peek(1).kind == TokenKind::LeftParen;
  bool isKnownWord = isReserved(text(word));
  if (isKnownWord || isCall) {
    syntax::Name name;
    if (parseName(name, "a name"))
      reportExpected("the end of the line");
    return nullptr;
  }
  return parseWordExpr(blanks);
}

syntax::Expr *Parser::parseArrowAndPlace(Blanks blanks) {
  return expectArrow() ? parsePlace(blanks) : nullptr;
}

//===----------------------------------------------------------------------===//
// Addresses and bytes of boot images
//===----------------------------------------------------------------------===//

/// (name | integer) {(+|-) (name | integer)}, without blanks.
syntax::Expr *Parser::parseImageAddress() {
  syntax::Expr *left = parseImageTerm();
  while (left && !peek().blankBefore && !peek(1).blankBefore &&
         (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus)) {
    joinToken();
    Token spelling = take();
    joinToken();
    syntax::Expr *right = parseImageTerm();
    if (!right)
      return nullptr;
    left = makeOperation(binaryOperator(spelling.kind)->operation,
                         {text(spelling), spelling.range}, {left, right},
                         {fileNumber, left->range.begin, right->range.end});
  }
  return left;
}

syntax::Expr *Parser::parseImageTerm() {
  if (peek().kind == TokenKind::Integer)
    return parsePrimary(Blanks::InList);
  syntax::Name name;
  if (!parseName(name, "a name or an integer"))
    return nullptr;
  return make<syntax::VariableExpr>(name);
}
