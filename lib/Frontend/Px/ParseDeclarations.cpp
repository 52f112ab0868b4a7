//===- ParseDeclarations.cpp - Kernels, functions, constants and tables ---===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Includes.h"
#include "Parser.h"
#include "Suggestions.h"
#include "Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Other files
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseInclude() {
  if (peek().kind != TokenKind::String) {
    reportExpected("the file's name in quotes");
    return nullptr;
  }
  Token path = take();
  auto *stmt =
      make<syntax::IncludeStmt>(unescape(text(path)), path.range, lineRange());
  if (includes && atEnd())
    include(*stmt);
  return stmt;
}

void Parser::include(const syntax::IncludeStmt &stmt) {
  Includes::Entry entry = includes->enter(stmt);
  file->isIncomplete |= entry.isMissing;
  if (!entry.file)
    return;
  Parser parser(sources, *entry.file, diagnostics, includes);
  std::unique_ptr<syntax::File> included = parser.parseFile();
  includes->leave();
  for (const auto &name : parser.functionNames)
    functionNames.insert(name.getKey());
  const syntax::Stmt *statement = nullptr;
  for (syntax::Stmt *own : included->host) {
    if (llvm::isa<syntax::ErrorStmt>(own))
      file->host.push_back(own); // what it may have defined is not unknown
    else if (!statement && !llvm::isa<syntax::IncludeStmt>(own))
      statement = own;
  }
  if (statement)
    diagnostics.report(DiagnosticId::StatementInIncluded, statement->range)
        .help("what several programs share stands in a file of its own");
  file->takeDeclarations(*included);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseKernel() {
  SourceRange head = lineRange();
  unsigned errorsBefore = diagnostics.errorCount();
  auto *kernel = make<syntax::Kernel>();
  if (parseName(kernel->name, "the name of the kernel"))
    parseHints(kernel);
  ++lineIndex;
  llvm::SaveAndRestore inKernel(kernelBeingRead, kernel);
  parseKernelHead(kernel);
  parseKernelBody(kernel, head);
  kernel->range = {fileNumber, head.begin, lineRange(lineIndex - 1).end};
  kernel->hasErrors = diagnostics.errorCount() != errorsBefore;
  file->kernels.push_back(kernel);
  return nullptr;
}

void Parser::parseHints(syntax::Kernel *kernel) {
  while (peek().kind == TokenKind::Word) {
    Token word = take();
    StringRef name = text(word);
    if (name == "LATENCY_CRITICAL") {
      kernel->hints.push_back({name, word.range});
    } else if (name == "WARP") {
      StringRef width = text(peek());
      SourceRange range = peek().range;
      if (!expect(TokenKind::Integer))
        return;
      if (width != "32" && width != "64") {
        diagnostics.report(DiagnosticId::WrongWarpWidth, range);
        return;
      }
      kernel->hints.push_back(
          {width == "64" ? StringRef(syntax::wideWarpHint) : "WARP 32",
           rangeFrom(word.range)});
    } else {
      auto report =
          diagnostics.report(DiagnosticId::UnknownHint, word.range, name);
      StringRef meant = nearest(name, {"LATENCY_CRITICAL", "WARP"});
      if (!meant.empty())
        report.fixIt(word.range, meant);
    }
  }
  expectLineEnd();
}

/// GPU_PARAM and GPU_SHARED up to and including GPU_THREAD_CODE. Code that
/// comes without it is reported once and read as code.
void Parser::parseKernelHead(syntax::Kernel *kernel) {
  llvm::SaveAndRestore inHead(context, Context{Place::Header});
  while (!atFileEnd()) {
    std::optional<Verb> verb = verbOfLine();
    if (verb == Verb::GpuThreadCode) {
      beginLine();
      take();
      expectColon();
      ++lineIndex;
      return;
    }
    if (verb != Verb::GpuParam && verb != Verb::GpuShared &&
        (verb ||
         llvm::is_contained(statementWords(), firstWord(lineIndex).upper())))
      break;
    // A line that is wrong leaves its name, so that the code's uses of it are
    // not reported again.
    parseStatement(kernel->body);
  }
  diagnostics
      .report(DiagnosticId::MissingThreadCode, kernel->name.range,
              kernel->name.text)
      .help("it stands between the parameters and what the threads do");
}

bool Parser::isForHostAlone(size_t index) const {
  const VerbRow *row = findVerb(firstWord(index));
  if (!row)
    return false;
  bool isForHost = (row->places & (Place::Host | Place::Top)) != Place::None;
  Place others = Place::Header | Place::Kernel | Place::Function;
  return isForHost && (row->places & others) == Place::None;
}

/// The lines that can belong to the kernel's code end at `GPU_END` or at the
/// next declaration. Where GPU_END is missing, the host program ends them too.
size_t Parser::findKernelEnd() const {
  size_t end = lineIndex;
  while (end < tokenized.lines.size()) {
    std::optional<Verb> verb = verbOfLine(end);
    if (verb == Verb::GpuEnd || verb == Verb::GpuKernel || verb == Verb::Func ||
        verb == Verb::GpuConst)
      break;
    ++end;
  }
  if (verbOfLine(end) == Verb::GpuEnd)
    return end;
  size_t hostLine = lineIndex;
  while (hostLine < end && !isForHostAlone(hostLine))
    ++hostLine;
  return hostLine;
}

void Parser::parseKernelBody(syntax::Kernel *kernel, SourceRange head) {
  size_t end = findKernelEnd();
  if (std::optional<Context> style = findKernelStyle(lineIndex, end)) {
    llvm::SaveAndRestore inBody(context, *style);
    // ENDFUNC ends blocks too, but not this one.
    while (!atFileEnd() && lineIndex < end) {
      parseBlock(kernel->body);
      if (lineIndex < end)
        parseStatement(kernel->body);
    }
  } else {
    lineIndex = end;
  }
  if (verbOfLine() == Verb::GpuEnd)
    passEnd();
  else if (!gaveUp)
    reportMissingEnd(head, "kernel '" + kernel->name.text + "'", Verb::GpuEnd);
}

syntax::Stmt *Parser::parseParameter() {
  parseDeclaration(kernelBeingRead->parameters, /*mayHaveSize=*/false);
  return nullptr;
}

syntax::Stmt *Parser::parseShared() {
  parseDeclaration(kernelBeingRead->shared, /*mayHaveSize=*/true);
  return nullptr;
}

/// name type, on the rest of the line. A wrong declaration still declares its
/// name.
void Parser::parseDeclaration(std::vector<syntax::Declaration> &list,
                              bool mayHaveSize) {
  syntax::Declaration declaration;
  if (reportTypeFirst(declaration.name)) {
    declaration.isValid = false;
    list.push_back(std::move(declaration));
  } else if (parseName(declaration.name, "a name")) {
    declaration.isValid = mayHaveSize ? parseSizedType(declaration.type)
                                      : parseType(declaration.type);
    declaration.isValid = declaration.isValid && expectLineEnd();
    list.push_back(std::move(declaration));
  }
  ++lineIndex;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseFunction() {
  SourceRange head = lineRange();
  unsigned errorsBefore = diagnostics.errorCount();
  auto *function = make<syntax::Function>();
  function->isValid = parseFunctionHead(function);
  ++lineIndex;
  {
    llvm::SaveAndRestore inBody(context, Context{Place::Function});
    parseBlock(function->body);
  }
  if (verbOfLine() == Verb::EndFunc)
    passEnd();
  else if (!gaveUp)
    reportMissingEnd(head, "function '" + function->name.text + "'",
                     Verb::EndFunc);
  function->range = {fileNumber, head.begin, lineRange(lineIndex - 1).end};
  function->hasErrors = diagnostics.errorCount() != errorsBefore;
  file->functions.push_back(function);
  return nullptr;
}

/// name(a type, b type[]) [-> type]
bool Parser::parseFunctionHead(syntax::Function *function) {
  if (!parseName(function->name, "the name of the function"))
    return false;
  if (scalarNamed(function->name.text)) {
    diagnostics.report(DiagnosticId::FunctionNamedAsType, function->name.range,
                       function->name.text);
    return false;
  }
  joinToken();
  if (!expect(TokenKind::LeftParen))
    return false;
  if (!accept(TokenKind::RightParen)) {
    do {
      syntax::Declaration parameter;
      if (!parseName(parameter.name, "the name of a parameter"))
        return false;
      parameter.isValid = parseType(parameter.type);
      function->parameters.push_back(std::move(parameter));
      if (!function->parameters.back().isValid)
        return false;
    } while (accept(TokenKind::Comma));
    if (!expect(TokenKind::RightParen))
      return false;
  }
  if (atEnd())
    return true;
  syntax::Type result;
  if (!expectArrow() || !parseScalar(result))
    return false;
  function->result = result.scalar;
  return expectLineEnd();
}

//===----------------------------------------------------------------------===//
// Constants and tables
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseConst() {
  SourceRange head = lineRange();
  auto *constant = make<syntax::Constant>();
  constant->isValid = parseConstHead(constant);
  ++lineIndex;
  if (constant->isTable)
    parseTableRows(constant, head);
  if (!constant->name.text.empty())
    file->constants.push_back(constant);
  return nullptr;
}

/// name = expr, or name type[size]:
bool Parser::parseConstHead(syntax::Constant *constant) {
  if (!parseName(constant->name, "the name of the constant"))
    return false;
  if (accept(TokenKind::Equal)) {
    constant->value = parseExpr();
    return constant->value && expectLineEnd();
  }
  if (peek().kind != TokenKind::Word) {
    reportExpected("'=' or a type");
    return false;
  }
  if (peek(1).kind == TokenKind::Equal) {
    reportTypeOfConstant();
    return false;
  }
  constant->isTable = true;
  if (!parseType(constant->type))
    return false;
  if (peek().kind != TokenKind::Equal)
    return expectColon();
  reportExpected(describe(TokenKind::Colon));
  return false;
}

/// GPU_CONST c i32 = 5
void Parser::reportTypeOfConstant() {
  const Token type = take(), equal = take();
  SourceRange value = {fileNumber, peek().range.begin, lineRange().end};
  auto report = diagnostics.report(DiagnosticId::Expected, type.range, "'='",
                                   "'" + text(type) + "'");
  if (atEnd() || !scalarNamed(text(type)))
    return reportWithForm(report);
  report.fixIt(
      {fileNumber, type.range.begin, value.end},
      (text(equal) + " " + text(type) + "(" + sources.text(value) + ")").str());
}

void Parser::parseTableRows(syntax::Constant *constant, SourceRange head) {
  bool isHeadValid = constant->isValid;
  while (!atFileEnd()) {
    std::optional<Verb> verb = verbOfLine();
    if (verb == Verb::EndConst)
      return passEnd();
    // A constant may be called `set`; a row never begins with SET.
    if (verb && firstWord(lineIndex) == spellingOf(*verb))
      break;
    beginLine();
    fileLayout.lines[lineIndex] = {1, true};
    if (!parseTableRow(constant))
      constant->isValid = false;
    ++lineIndex;
  }
  if (isHeadValid)
    reportMissingEnd(head, "table '" + constant->name.text + "'",
                     Verb::EndConst);
}

/// Values with blanks or commas between.
bool Parser::parseTableRow(syntax::Constant *constant) {
  syntax::Name row{"a row of a table", lineRange()};
  while (!atEnd()) {
    syntax::Expr *element = parseListOperand(row);
    if (!element)
      return false;
    constant->elements.push_back(element);
    accept(TokenKind::Comma);
  }
  return true;
}
