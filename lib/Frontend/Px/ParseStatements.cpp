//===- ParseStatements.cpp - Statements of one line -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Suggestions.h"
#include "Words.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

/// Parses the current line, and the block that it opens, into `block`.
void Parser::parseStatement(syntax::Block &block) {
  size_t begin = lineIndex;
  beginLine();
  syntax::Stmt *stmt = parseLine();
  if (lineIndex == begin) { // no block was parsed, which ends at its last line
    if (!stmt || !expectLineEnd())
      stmt = makeErrorStmt(begin);
    ++lineIndex;
  }
  if (stmt)
    block.push_back(stmt);
}

syntax::Stmt *Parser::parseLine() {
  Token word = take();
  if (word.kind == TokenKind::Invalid)
    return nullptr;
  if (word.kind != TokenKind::Word) {
    reportNoVerb(word);
    return nullptr;
  }
  std::string upper = text(word).upper();
  if (const VerbRow *row = findVerb(upper))
    return parseVerb(*row, word);
  std::optional<Operation> operation = operationNamed(upper);
  bool isIndex = indexNamed(upper).has_value();
  if (!operation && !isIndex) {
    reportUnknownWord(word);
    return nullptr;
  }
  constexpr Place computes =
      Place::Kernel | Place::Function | Place::Host | Place::Commands;
  Place places = isIndex ? Place::Kernel | Place::Function : computes;
  if ((places & placesHere()) == Place::None) {
    reportMisplaced(word.range, upper, places);
    return nullptr;
  }
  return isIndex
             ? parseIndexVerb(word)
             : parseOperation(*operation, {spellingOf(*operation), word.range});
}

/// A recording is a block of the host program with a rule of its own.
bool Parser::isInCommands() const {
  return context.place == Place::Host &&
         llvm::any_of(open, [](const OpenBlock &block) {
           return block.opener == Verb::GpuCommands;
         });
}

Place Parser::placesHere() const {
  if (isInCommands())
    return Place::Commands;
  bool isTop = context.place == Place::Host && open.empty();
  return isTop ? Place::Host | Place::Top : context.place;
}

syntax::Stmt *Parser::parseVerb(const VerbRow &row, const Token &word) {
  if (row.places == Place::None || (row.places & placesHere()) != Place::None)
    return (this->*row.handler)();
  reportMisplaced(word.range, spellingOf(row.verb), row.places);
  if (context.place == Place::Host && row.places == Place::Top)
    parseBeforeBlock(row);
  if (isInCommands() && row.verb == Verb::GpuCommands)
    return (this->*row.handler)();
  return nullptr;
}

/// Reads what is misplaced in a block of the host program as if it stood before
/// the block, so that what it defines is known.
void Parser::parseBeforeBlock(const VerbRow &row) {
  llvm::SaveAndRestore outside(open, llvm::SmallVector<OpenBlock>());
  if (syntax::Stmt *stmt = (this->*row.handler)())
    file->host.push_back(stmt);
}

/// The first word of the line in its canonical spelling.
syntax::Name Parser::currentWord() const {
  const Token &word = tokenized.tokens[line().firstToken];
  StringRef spelling = text(word);
  if (const VerbRow *row = findVerb(spelling))
    spelling = spellingOf(row->verb);
  return {spelling, word.range};
}

syntax::Stmt *Parser::makeErrorStmt(size_t lineNumber) {
  const Line &line = tokenized.lines[lineNumber];
  StringRef name;
  auto useIfWord = [&](uint32_t token) {
    if (tokenized.tokens[token].kind == TokenKind::Word)
      name = text(tokenized.tokens[token]);
  };
  if (!verbOfLine(lineNumber))
    useIfWord(line.firstToken); // x = 1
  useIfWord(line.firstToken + 1);
  for (uint32_t i = line.firstToken; i < line.endToken; ++i)
    if (tokenized.tokens[i].kind == TokenKind::Arrow)
      useIfWord(i + 1);
  return make<syntax::ErrorStmt>(name, lineRange(lineNumber));
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static bool isVersion01(Operation operation) {
  switch (operation) {
  case Operation::Add:
  case Operation::Sub:
  case Operation::Mul:
  case Operation::Div:
  case Operation::Mod:
    return true;
  default:
    return false;
  }
}

/// ADD a b -> c
syntax::Stmt *Parser::parseOperation(Operation operation, syntax::Name word) {
  if (typeRuleOf(operation) == TypeRule::Conversion)
    return parseConversion(operation, word);
  std::vector<syntax::Expr *> operands;
  if (!parseOperands(word, arityOf(operation), operands))
    return nullptr;
  syntax::Expr *value = makeOperation(operation, word, std::move(operands),
                                      rangeFrom(word.range));
  if (!value)
    return nullptr;
  syntax::Expr *place = parseArrowAndPlace();
  if (!place)
    return nullptr;
  auto form = isVersion01(operation) ? syntax::AssignStmt::Form::Version01
                                     : syntax::AssignStmt::Form::Version10;
  return make<syntax::AssignStmt>(form, value, place, lineRange());
}

/// CAST x u8 -> y
syntax::Stmt *Parser::parseConversion(Operation operation, syntax::Name word) {
  syntax::Expr *operand;
  if (hasCommaBeforeArrow()) {
    operand = parseExpr();
    if (!operand || !expect(TokenKind::Comma))
      return nullptr;
  } else {
    operand = parseListOperand(word);
    if (!operand)
      return nullptr;
  }
  syntax::Type type;
  if (!parseScalar(type))
    return nullptr;
  auto *value = make<syntax::ConvertExpr>(operation, type.scalar, operand,
                                          rangeFrom(word.range));
  syntax::Expr *place = parseArrowAndPlace();
  if (!place || !limitHeight(value, operand))
    return nullptr;
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Version10, value,
                                  place, lineRange());
}

/// THREAD_ID Y -> row
syntax::Stmt *Parser::parseIndexVerb(const Token &word) {
  IndexWord index = *indexNamed(text(word).upper());
  uint8_t axis = 0;
  if (index.hasAxis) {
    if (acceptWord("Y"))
      axis = 1;
    else if (acceptWord("Z"))
      axis = 2;
    else
      acceptWord("X");
  }
  auto *value =
      make<syntax::IndexExpr>(index.which, axis, rangeFrom(word.range));
  syntax::Expr *place = parseArrowAndPlace();
  if (!place)
    return nullptr;
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Version01, value,
                                  place, lineRange());
}

syntax::Stmt *Parser::parseSet() {
  if (reportAssignment(cursor, "SET"))
    return nullptr;
  syntax::Expr *value = parseExpr();
  if (!value || reportExchange(*value))
    return nullptr;
  syntax::Expr *place = parseArrowAndPlace();
  if (!place)
    return nullptr;
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Version10, value,
                                  place, lineRange());
}

syntax::Stmt *Parser::parseLoad() {
  Token begin = peek();
  bool isElement = peek(1).kind == TokenKind::LeftBracket;
  if (!isElement && reportAssignment(cursor, "LOAD"))
    return nullptr;
  syntax::Expr *value =
      parseListOperand(currentWord(), Blanks::InListBeforeIndex);
  if (!value)
    return nullptr;
  if (!llvm::isa<syntax::ElementExpr>(value)) {
    reportWithForm(diagnostics.report(DiagnosticId::Expected, value->range,
                                      "an element such as a[i]",
                                      "'" + text(begin) + "'"));
    return nullptr;
  }
  syntax::Expr *place = parseArrowAndPlace();
  if (!place)
    return nullptr;
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Version01, value,
                                  place, lineRange());
}

syntax::Stmt *Parser::parseStore() {
  bool isElement = peek(1).kind == TokenKind::LeftBracket;
  if (isElement && reportAssignment(cursor, "STORE"))
    return nullptr;
  syntax::Expr *value = parseListOperand(currentWord());
  if (!value || !expectArrow())
    return nullptr;
  Token begin = peek();
  syntax::Expr *place = parsePlace(Blanks::InListBeforeIndex);
  if (!place)
    return nullptr;
  if (!llvm::isa<syntax::ElementExpr>(place)) {
    reportWithForm(diagnostics.report(DiagnosticId::Expected, place->range,
                                      "an element such as a[i]",
                                      "'" + text(begin) + "'"));
    return nullptr;
  }
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Store, value, place,
                                  lineRange());
}

static std::optional<Operation> relation(TokenKind kind) {
  switch (kind) {
#define PX_BINARY(Token, OperationName, Precedence)                            \
  case TokenKind::Token:                                                       \
    if (typeRuleOf(Operation::OperationName) == TypeRule::Comparison)          \
      return Operation::OperationName;                                         \
    return std::nullopt;
#include "aikernel/Frontend/Px/Operators.def"
  default:
    return std::nullopt;
  }
}

/// COMPARE a < b -> c
syntax::Stmt *Parser::parseCompare() {
  syntax::Expr *left = parseUnary(Blanks::InList);
  if (!left)
    return nullptr;
  std::optional<Operation> operation = relation(peek().kind);
  if (!operation) {
    reportExpected("a comparison such as '<'");
    return nullptr;
  }
  Token spelling = take();
  syntax::Expr *right = parseListOperand(currentWord());
  if (!right)
    return nullptr;
  syntax::Expr *value =
      makeOperation(*operation, {text(spelling), spelling.range}, {left, right},
                    rangeFrom(left->range));
  syntax::Expr *place = value ? parseArrowAndPlace() : nullptr;
  if (!place)
    return nullptr;
  return make<syntax::AssignStmt>(syntax::AssignStmt::Form::Version01, value,
                                  place, lineRange());
}

syntax::Stmt *Parser::parseLocal() {
  syntax::Name name;
  syntax::Type type;
  if (reportTypeFirst(name) || !parseName(name, "a name") ||
      !parseSizedType(type))
    return nullptr;
  return make<syntax::LocalStmt>(name, std::move(type), lineRange());
}

static WideOp wideOp(Verb verb) {
  switch (verb) {
  case Verb::AddCarry:
    return WideOp::AddCarry;
  case Verb::AesEnc:
    return WideOp::AesEnc;
  case Verb::AesEncLast:
    return WideOp::AesEncLast;
  case Verb::AesDec:
    return WideOp::AesDec;
  case Verb::AesDecLast:
    return WideOp::AesDecLast;
  case Verb::AesKeygen:
    return WideOp::AesKeygen;
  default:
    llvm_unreachable("not a verb on wide values");
  }
}

/// ADD_CARRY a b carry -> sum carry, AES_ENC state key -> state
syntax::Stmt *Parser::parseWide() {
  auto *stmt =
      make<syntax::WideStmt>(wideOp(*verbOfLine()), currentWord(), lineRange());
  bool isSum = stmt->op == WideOp::AddCarry;
  if (!parseOperands(stmt->word, isSum ? 3 : 2, stmt->operands) ||
      !expectArrow())
    return nullptr;
  for (unsigned i = 0; i < (isSum ? 2u : 1u); ++i) {
    if (i != 0)
      accept(TokenKind::Comma);
    syntax::Expr *place = parsePlace(Blanks::InList);
    if (!place)
      return nullptr;
    stmt->places.push_back(place);
  }
  return stmt;
}

//===----------------------------------------------------------------------===//
// Control without blocks
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseWordAlone() {
  return make<syntax::WordStmt>(*verbOfLine(), lineRange());
}

syntax::Stmt *Parser::parseReturn() {
  syntax::Expr *value = nullptr;
  if (!atEnd()) {
    value = parseExpr();
    if (!value)
      return nullptr;
  }
  return make<syntax::ReturnStmt>(value, lineRange());
}

/// CALL name(…), or the CALL name of a boot image.
syntax::Stmt *Parser::parseCall() {
  if (peek(1).kind == TokenKind::LeftParen) {
    Token name = take();
    if (!checkBlankBeforeBracket(name, Blanks::InExpression))
      return nullptr;
    syntax::Expr *expr = parseCall(name);
    auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(expr);
    if (expr && !call)
      diagnostics.report(DiagnosticId::Expected, name.range, "a function",
                         "'" + text(name) + "'");
    return call ? make<syntax::CallStmt>(call, lineRange()) : nullptr;
  }
  syntax::Name name;
  if (!parseName(name, "the name of a function"))
    return nullptr;
  if ((placesHere() & Place::Top) == Place::None) {
    reportExpected(describe(TokenKind::LeftParen));
    return nullptr;
  }
  return make<syntax::ImageCallStmt>(name, lineRange());
}

syntax::Stmt *Parser::parsePrint() {
  auto *stmt = make<syntax::PrintStmt>(lineRange());
  do {
    syntax::PrintStmt::Item item;
    if (peek().kind == TokenKind::String)
      item.text = unescape(text(take()));
    else if (!(item.value = parseExpr()))
      return nullptr;
    stmt->items.push_back(std::move(item));
  } while (accept(TokenKind::Comma));
  return stmt;
}

syntax::Stmt *Parser::parseAssert() {
  syntax::Expr *condition = parseExpr();
  if (!condition)
    return nullptr;
  std::string message;
  if (accept(TokenKind::Comma)) {
    if (peek().kind != TokenKind::String) {
      reportExpected(describe(TokenKind::String));
      return nullptr;
    }
    message = unescape(text(take()));
  }
  return make<syntax::AssertStmt>(condition, std::move(message), lineRange());
}

//===----------------------------------------------------------------------===//
// Threads working together
//===----------------------------------------------------------------------===//

static AtomicOp atomicOp(Verb verb) {
  switch (verb) {
  case Verb::AtomicAdd:
    return AtomicOp::Add;
  case Verb::AtomicSub:
    return AtomicOp::Sub;
  case Verb::AtomicMin:
    return AtomicOp::Min;
  case Verb::AtomicMax:
    return AtomicOp::Max;
  case Verb::AtomicAnd:
    return AtomicOp::And;
  case Verb::AtomicOr:
    return AtomicOp::Or;
  case Verb::AtomicXor:
    return AtomicOp::Xor;
  case Verb::AtomicExchange:
    return AtomicOp::Exchange;
  case Verb::AtomicCas:
    return AtomicOp::Cas;
  default:
    llvm_unreachable("not an atomic");
  }
}

/// ATOMIC_ADD h[i] v [-> old]
syntax::Stmt *Parser::parseAtomic() {
  auto *stmt = make<syntax::AtomicStmt>(atomicOp(*verbOfLine()), currentWord(),
                                        lineRange());
  bool isCas = stmt->op == AtomicOp::Cas;
  std::vector<syntax::Expr *> operands;
  if (!parseOperands(stmt->word, isCas ? 3 : 2, operands,
                     Blanks::InListBeforeIndex))
    return nullptr;
  stmt->element = llvm::dyn_cast<syntax::ElementExpr>(operands.front());
  if (!stmt->element) {
    SourceRange range = operands.front()->range;
    reportWithForm(diagnostics.report(DiagnosticId::Expected, range,
                                      "an element such as a[i]",
                                      "'" + sources.text(range) + "'"));
    return nullptr;
  }
  stmt->expected = isCas ? operands[1] : nullptr;
  stmt->operand = operands.back();
  if (atEnd())
    return stmt;
  stmt->place = parseArrowAndPlace();
  return stmt->place ? stmt : nullptr;
}

static CollectiveOp collectiveOp(Verb verb) {
  switch (verb) {
  case Verb::WarpReduce:
    return CollectiveOp::WarpReduce;
  case Verb::BlockReduce:
    return CollectiveOp::BlockReduce;
  case Verb::WarpScan:
    return CollectiveOp::WarpScan;
  case Verb::BlockScan:
    return CollectiveOp::BlockScan;
  case Verb::Shuffle:
    return CollectiveOp::Shuffle;
  case Verb::ShuffleUp:
    return CollectiveOp::ShuffleUp;
  case Verb::ShuffleDown:
    return CollectiveOp::ShuffleDown;
  case Verb::ShuffleXor:
    return CollectiveOp::ShuffleXor;
  case Verb::VoteAny:
    return CollectiveOp::VoteAny;
  case Verb::VoteAll:
    return CollectiveOp::VoteAll;
  case Verb::Ballot:
    return CollectiveOp::Ballot;
  default:
    llvm_unreachable("not a collective");
  }
}

/// WARP_REDUCE SUM v -> s, SHUFFLE v lane -> w, VOTE_ANY c -> b
syntax::Stmt *Parser::parseCollective() {
  auto *stmt = make<syntax::CollectiveStmt>(collectiveOp(*verbOfLine()),
                                            currentWord(), lineRange());
  bool isReduction = stmt->op <= CollectiveOp::BlockScan;
  bool isShuffle =
      stmt->op >= CollectiveOp::Shuffle && stmt->op <= CollectiveOp::ShuffleXor;
  if (isReduction) {
    std::optional<ReduceOp> op;
    if (peek().kind == TokenKind::Word)
      op = reductionNamed(text(peek()));
    if (!op) {
      reportExpected("SUM, PROD, MIN, MAX, AND, OR or XOR",
                     suggestReduction(text(peek())));
      return nullptr;
    }
    take();
    stmt->reduce = *op;
  }
  std::vector<syntax::Expr *> operands;
  if (!parseOperands(stmt->word, isShuffle ? 2 : 1, operands))
    return nullptr;
  stmt->value = operands.front();
  stmt->lane = isShuffle ? operands.back() : nullptr;
  stmt->place = parseArrowAndPlace();
  return stmt->place ? stmt : nullptr;
}
