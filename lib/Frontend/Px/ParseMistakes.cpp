//===- ParseMistakes.cpp - What the parser says about mistakes ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Suggestions.h"
#include "Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// The statement that was begun
//===----------------------------------------------------------------------===//

/// How the statement of the current line is written; empty when nothing stands
/// behind its word anyway.
std::string Parser::formOfLine() const {
  if (std::optional<Verb> verb = verbOfLine()) {
    StringRef form = formOf(*verb);
    return form == spellingOf(*verb) ? "" : form.str();
  }
  std::string upper = firstWord(lineIndex).upper();
  if (std::optional<IndexWord> index = indexNamed(upper))
    return upper + (index->hasAxis ? " [X | Y | Z] -> name" : " -> name");
  std::optional<Operation> operation = operationNamed(upper);
  if (!operation)
    return "";
  if (typeRuleOf(*operation) == TypeRule::Conversion)
    return upper + " value type -> name";
  for (unsigned i = 0; i < arityOf(*operation); ++i)
    upper += {' ', static_cast<char>('a' + i)};
  return upper + " -> name";
}

/// Adds the form of the statement, unless the mistake is inside a part of it.
void Parser::reportWithForm(DiagnosticEngine::Builder report) {
  std::string form = exprDepth == 0 ? formOfLine() : "";
  if (!form.empty())
    report.help("the form is: " + form);
}

/// Whether the lexer has reported something in the current line.
bool Parser::lineIsInvalid() const {
  for (uint32_t i = line().firstToken; i < line().endToken; ++i)
    if (tokenized.tokens[i].kind == TokenKind::Invalid)
      return true;
  return false;
}

/// Whether an arrow follows in the current line.
bool Parser::hasArrow() const {
  for (uint32_t i = cursor; i < line().endToken; ++i)
    if (tokenized.tokens[i].kind == TokenKind::Arrow)
      return true;
  return false;
}

/// `meant` would be right in the place of what was found.
void Parser::reportExpected(const llvm::Twine &what, StringRef meant) {
  if (lineIsInvalid() || reportComment(peek()))
    return;
  const Token &found = peek();
  std::string spelling = found.kind == TokenKind::LineEnd
                             ? describe(found.kind)
                             : ("'" + text(found) + "'").str();
  auto report =
      diagnostics.report(DiagnosticId::Expected, found.range, what, spelling);
  if (!meant.empty())
    report.fixIt(found.range, meant);
  else if (found.kind == TokenKind::String && verbOfLine() == Verb::Print)
    report.help("a text of PRINT stands without parentheses");
  else
    reportWithForm(report);
}

/// A comment as in C: the rest of the line is not worth another report.
bool Parser::reportComment(const Token &token) {
  SourceRange two = {fileNumber, token.range.begin, token.range.begin + 2};
  StringRef rest = sources.text(fileNumber).drop_front(token.range.begin);
  if (!rest.starts_with("//") && !rest.starts_with("/*"))
    return false;
  diagnostics
      .report(DiagnosticId::StrayCharacter, two, "'" + rest.take_front(2) + "'")
      .fixIt(two, "#");
  return true;
}

static StringRef placeName(Place place) {
  switch (place) {
  case Place::Top:
    return "the host program, outside of its blocks";
  case Place::Host:
    return "the host program";
  case Place::Commands:
    return "GPU_COMMANDS";
  case Place::Header:
    return "the head of a kernel";
  case Place::Kernel:
    return "the code of a kernel";
  case Place::Function:
    return "a function";
  case Place::None:
    break;
  }
  llvm_unreachable("code stands in one place");
}

/// Where the current line stands.
StringRef Parser::hereName() const {
  if (isInCommands())
    return placeName(Place::Commands);
  bool isInHostBlock = context.place == Place::Host && !open.empty();
  return isInHostBlock ? "a block of the host program"
                       : placeName(context.place);
}

void Parser::reportMisplaced(SourceRange range, StringRef word, Place places) {
  std::string allowed;
  for (Place place :
       {Place::Top, Place::Host, Place::Header, Place::Kernel, Place::Function})
    if ((places & place) != Place::None)
      allowed += ((allowed.empty() ? "" : " or ") + placeName(place)).str();
  diagnostics.report(DiagnosticId::MisplacedStatement, range, word, hereName())
      .help("it belongs in " + allowed);
}

bool Parser::takeFrom(Counts &ends, Verb end) {
  unsigned &count = ends[end];
  if (count == 0)
    return false;
  --count;
  return true;
}

std::optional<DiagnosticEngine::Builder>
Parser::reportMissingEnd(SourceRange begin, const llvm::Twine &what, Verb end) {
  if (takeFrom(missingEnds, end))
    return std::nullopt;
  ++strayEnds[end];
  auto report = diagnostics.report(DiagnosticId::MissingEnd, begin, what,
                                   spellingOf(end));
  if (!atFileEnd())
    report.note(NoteId::EndIsExpected, lineRange(), spellingOf(end));
  return report;
}

//===----------------------------------------------------------------------===//
// Lines without a verb
//===----------------------------------------------------------------------===//

static bool isBinaryOperator(TokenKind kind) {
  switch (kind) {
#define PX_BINARY(Token, OperationName, Precedence) case TokenKind::Token:
#include "aikernel/Frontend/Px/Operators.def"
    return true;
  default:
    return false;
  }
}

static bool beginsValue(TokenKind kind) {
  switch (kind) {
#define PX_UNARY(Token, OperationName) case TokenKind::Token:
#include "aikernel/Frontend/Px/Operators.def"
  case TokenKind::Word:
  case TokenKind::Integer:
  case TokenKind::Float:
  case TokenKind::LeftParen:
    return true;
  default:
    return false;
  }
}

void Parser::reportNoVerb(const Token &token) {
  if (reportComment(token))
    return;
  auto report = diagnostics.report(DiagnosticId::ExpectedVerb, token.range,
                                   "'" + text(token) + "'");
  if (isValueAndArrow())
    report.fixIt({fileNumber, token.range.begin, token.range.begin}, "SET ");
}

/// Whether the line may be a SET without its word: a value, and behind it an
/// arrow that stands in no bracket.
bool Parser::isValueAndArrow() const {
  if (!beginsValue(tokenized.tokens[line().firstToken].kind))
    return false;
  int depth = 0;
  for (uint32_t i = line().firstToken; i < line().endToken; ++i) {
    TokenKind kind = tokenized.tokens[i].kind;
    if (kind == TokenKind::Arrow)
      return depth == 0;
    depth += depthChange(kind);
  }
  return false;
}

/// Whether the word that the line begins with is an operand: it has an index,
/// arguments or nothing at all, and an arrow or an operator behind.
bool Parser::beginsWithOperand(bool mayBeVerb) const {
  std::optional<uint32_t> behind = endOfPlace(line().firstToken);
  if (!behind || !isValueAndArrow())
    return false;
  const Token &sign = tokenized.tokens[*behind];
  const Token &next = tokenized.tokens[*behind + 1];
  bool isPrefix =
      sign.kind == TokenKind::Minus && sign.blankBefore && !next.blankBefore;
  if (isBinaryOperator(sign.kind))
    return !isPrefix;
  bool isElement = *behind != line().firstToken + 1;
  bool isCall = sign.kind == TokenKind::LeftParen && !sign.blankBefore;
  return (sign.kind == TokenKind::Arrow || isCall) && (isElement || !mayBeVerb);
}

void Parser::reportUnknownWord(const Token &token) {
  StringRef word = text(token);
  StringRef meant;
  if (diagnostics.wantsSuggestions())
    meant = suggestStatementWord(word);
  const VerbRow *row = findVerb(meant);
  if (row && hasArrow() && !formOf(row->verb).contains("->"))
    meant = ""; // it takes no arrow
  StringRef type = scalarNamed(word) ? word : translateType(word);
  bool declares =
      (!type.empty() || meant == "SET") && peek().kind == TokenKind::Word;
  uint32_t place = line().firstToken + declares;
  if (reportAssignment(place, "SET", declares ? type : ""))
    return;
  if (word.equals_insensitive("END"))
    return reportEnd(token);
  if (beginsWithOperand(/*mayBeVerb=*/!meant.empty()))
    return reportNoVerb(token);
  auto report =
      diagnostics.report(DiagnosticId::UnknownWord, token.range, word);
  bool isAlone = row && formOf(row->verb) == spellingOf(row->verb);
  bool isCalled = peek().kind == TokenKind::LeftParen &&
                  peek(1).kind == TokenKind::RightParen;
  SourceRange withBrackets = {fileNumber, token.range.begin, peek(1).range.end};
  if (row && (meant == "GPU_END" || meant.starts_with("END")))
    ++missingEnds[row->verb];
  if (llvm::any_of(file->kernels, [&](const syntax::Kernel *kernel) {
        return kernel->name.text == word;
      }))
    report.help("GPU_LAUNCH starts a kernel");
  else if (!meant.empty())
    report.fixIt(isAlone && isCalled ? withBrackets : token.range, meant);
}

static std::optional<Verb> endOf(Verb opener) {
  switch (opener) {
  case Verb::If:
    return Verb::EndIf;
  case Verb::For:
    return Verb::EndFor;
  case Verb::While:
    return Verb::EndWhile;
  default:
    return std::nullopt;
  }
}

/// END, which is the end of every block in other languages.
void Parser::reportEnd(const Token &token) {
  auto report =
      diagnostics.report(DiagnosticId::UnknownWord, token.range, text(token));
  std::optional<Verb> end = verbOfLine();
  if (end) {
    report.fixIt({fileNumber, token.range.begin, peek().range.end},
                 spellingOf(*end));
  } else if (!open.empty() && (end = endOf(open.back().opener))) {
    report.fixIt(token.range, spellingOf(*end));
    ++missingEnds[*end];
  } else {
    report.help("the end of a block names it: ENDIF, ENDFOR, ENDWHILE, "
                "ENDFUNC, ENDCONST, GPU_END");
  }
}

//===----------------------------------------------------------------------===//
// Assignments as in other languages
//===----------------------------------------------------------------------===//

/// The token behind a name, or behind a name with an index.
std::optional<uint32_t> Parser::endOfPlace(uint32_t token) const {
  const std::vector<Token> &tokens = tokenized.tokens;
  if (tokens[token].kind != TokenKind::Word)
    return std::nullopt;
  if (tokens[++token].kind != TokenKind::LeftBracket)
    return token;
  for (unsigned depth = 0; token < line().endToken;) {
    TokenKind kind = tokens[token++].kind;
    depth += kind == TokenKind::LeftBracket;
    depth -= kind == TokenKind::RightBracket;
    if (depth == 0)
      return token;
  }
  return std::nullopt;
}

/// `place = value`, `place += value`, `place++` and the like, where the place
/// begins with that token.
std::optional<Parser::Assignment> Parser::findAssignment(uint32_t place) const {
  std::optional<uint32_t> end = endOfPlace(place);
  if (!end || *end >= line().endToken || hasArrow())
    return std::nullopt;
  const std::vector<Token> &tokens = tokenized.tokens;
  const Token &first = tokens[*end], &second = tokens[*end + 1];
  auto isSign = [&](TokenKind a, TokenKind b) {
    return first.kind == a && second.kind == b && !second.blankBefore;
  };
  using enum TokenKind;
  auto form = Assignment::Form::Plain;
  bool hasTwo = true;
  if (isBinaryOperator(first.kind) && isSign(first.kind, Equal))
    form = Assignment::Form::Compound;
  else if (*end + 2 == line().endToken &&
           (isSign(Plus, Plus) || isSign(Minus, Minus)))
    form = Assignment::Form::Step;
  else if (!isSign(Colon, Equal) && !isSign(Less, Minus))
    hasTwo = false;
  if (!hasTwo && first.kind != Equal)
    return std::nullopt;
  SourceRange placeRange = {fileNumber, tokens[place].range.begin,
                            tokens[*end - 1].range.end};
  SourceRange sign = {fileNumber, first.range.begin,
                      (hasTwo ? second : first).range.end};
  return Assignment{form, placeRange, first, sign, *end + (hasTwo ? 2 : 1)};
}

/// Whether the line is an assignment as in other languages, which is reported.
/// `type` is that of a declaration.
bool Parser::reportAssignment(uint32_t place, StringRef verb, StringRef type) {
  std::optional<Assignment> found = findAssignment(place);
  if (!found)
    return false;
  auto report = diagnostics.report(DiagnosticId::AssignmentForm, found->sign,
                                   sources.text(found->sign));
  const std::vector<Token> &tokens = tokenized.tokens;
  SourceRange whole = lineRange();
  std::string value =
      sources.text({fileNumber, tokens[found->value].range.begin, whole.end})
          .str();
  StringRef placeText = sources.text(found->place);
  bool hasOperator = false;
  for (uint32_t i = found->value; i < line().endToken; ++i)
    hasOperator |= isBinaryOperator(tokens[i].kind);
  if (found->form == Assignment::Form::Step)
    value = "1";
  if (value.empty())
    return true;
  if (found->form == Assignment::Form::Compound && hasOperator)
    value = "(" + value + ")";
  if (found->form != Assignment::Form::Plain)
    value = (placeText + " " + text(found->operation) + " " + value).str();
  if (!type.empty())
    value = (type + "(" + value + ")").str();
  report.fixIt(whole, verb + " " + value + " -> " + placeText);
  return true;
}

/// `SET place -> value`, at its arrow.
bool Parser::reportExchange(const syntax::Expr &value) {
  if (!llvm::isa<syntax::VariableExpr, syntax::ElementExpr>(value) ||
      peek().kind != TokenKind::Arrow || !beginsValue(peek(1).kind))
    return false;
  uint32_t wrong = cursor + 1;
  bool isPlace = peek(1).kind == TokenKind::Word;
  if (isPlace)
    wrong = endOfPlace(wrong).value_or(line().endToken);
  const Token &found = tokenized.tokens[wrong];
  bool isOperator =
      isBinaryOperator(found.kind) || found.kind == TokenKind::LeftParen;
  if (isPlace && !isOperator)
    return false;
  SourceRange whole = {fileNumber, value.range.begin, lineRange().end};
  SourceRange right = {fileNumber, peek(1).range.begin, whole.end};
  diagnostics
      .report(DiagnosticId::Expected, found.range,
              isPlace ? "the end of the line" : "a name",
              "'" + text(found) + "'")
      .fixIt(whole,
             (sources.text(right) + " -> " + sources.text(value.range)).str());
  return true;
}

//===----------------------------------------------------------------------===//
// Declarations as in other languages
//===----------------------------------------------------------------------===//

/// `f32 x`, `float x[n]` and `float *x`, whose name is given back.
bool Parser::reportTypeFirst(syntax::Name &name) {
  auto isType = [&](const Token &token) {
    return scalarNamed(text(token)) || !translateType(text(token)).empty();
  };
  unsigned ahead = 1 + (peek(1).kind == TokenKind::Star);
  const Token type = peek(), declared = peek(ahead);
  if (type.kind != TokenKind::Word || declared.kind != TokenKind::Word ||
      !isType(type) || isType(declared) || isReserved(text(declared)))
    return false;
  name = {text(declared), declared.range};
  StringRef px =
      scalarNamed(text(type)) ? text(type) : translateType(text(type));
  SourceRange whole = {fileNumber, type.range.begin, lineRange().end};
  SourceRange rest = {fileNumber, declared.range.end, whole.end};
  diagnostics
      .report(DiagnosticId::Expected, type.range, "a name and its type",
              "'" + text(type) + "' and a name")
      .fixIt(whole, (name.text + " " + px + (ahead == 2 ? "[]" : "") +
                     sources.text(rest))
                        .str());
  return true;
}
