//===- ParseHost.cpp - Statements of the host program ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "Suggestions.h"
#include "llvm/ADT/StringSwitch.h"

using namespace aikernel::px;
using llvm::StringRef;

/// What `text = "a.npy"` or `i32 = 1024` says behind the name of an argument.
bool Parser::parseArgumentText(syntax::ArgumentStmt *stmt) {
  stmt->isText = true;
  if (!accept(TokenKind::Equal))
    return true;
  if (peek().kind != TokenKind::String) {
    reportExpected("a text in quotes");
    return false;
  }
  stmt->defaultText = unescape(text(take()));
  return true;
}

/// What other languages call a text.
static bool meansText(StringRef word) {
  return word.equals_insensitive("text") || word.equals_insensitive("string") ||
         word == "str";
}

bool Parser::parseArgumentValue(syntax::ArgumentStmt *stmt) {
  if (meansText(text(peek()))) {
    diagnostics.report(DiagnosticId::UnknownType, peek().range, text(peek()))
        .fixIt(peek().range, "text");
    return false;
  }
  if (!parseScalar(stmt->type))
    return false;
  if (!accept(TokenKind::Equal))
    return true;
  if (peek().kind == TokenKind::String) {
    diagnostics
        .report(DiagnosticId::Expected, peek().range,
                "a value of " + spellingOf(stmt->type.scalar),
                "'" + text(peek()) + "'")
        .help("the type of an option that is a text is text: ARG " +
              stmt->name.text + " text = " + text(peek()));
    return false;
  }
  stmt->defaultValue = parseExpr();
  return stmt->defaultValue;
}

/// ARG n i32 = 1024 "number of rows", ARG path text
syntax::Stmt *Parser::parseArgument() {
  auto *stmt = make<syntax::ArgumentStmt>(lineRange());
  if (reportTypeFirst(stmt->name) ||
      !parseName(stmt->name, "the name of the argument"))
    return nullptr;
  bool isWhole =
      acceptWord("text") ? parseArgumentText(stmt) : parseArgumentValue(stmt);
  if (!isWhole)
    return nullptr;
  if (peek().kind == TokenKind::String)
    stmt->help = unescape(text(take()));
  return stmt;
}

static std::optional<Placement> placementNamed(StringRef word) {
  return llvm::StringSwitch<std::optional<Placement>>(word)
      .Case("PINNED", Placement::Pinned)
      .Case("HUGE", Placement::Huge)
      .Case("DEVICE", Placement::Device)
      .Case("SHARED", Placement::Shared)
      .Default(std::nullopt);
}

/// GPU_ALLOC a f32[n, n] PINNED, GPU_ALLOC a float 1024
syntax::Stmt *Parser::parseAlloc() {
  auto *stmt = make<syntax::AllocStmt>(lineRange());
  if (reportTypeFirst(stmt->name) ||
      !parseName(stmt->name, "the name of the buffer") ||
      !parseSizedType(stmt->type))
    return nullptr;
  if (peek().kind == TokenKind::Word) {
    std::optional<Placement> placement = placementNamed(text(peek()));
    if (!placement) {
      reportExpected(
          "PINNED, HUGE, DEVICE or SHARED",
          nearest(text(peek()), {"PINNED", "HUGE", "DEVICE", "SHARED"}));
      return nullptr;
    }
    take();
    stmt->placement = *placement;
  }
  return stmt;
}

syntax::Stmt *Parser::parseFree() {
  syntax::Name name;
  if (!parseName(name, "the name of a buffer"))
    return nullptr;
  return make<syntax::FreeStmt>(name, lineRange());
}

/// a, a[i], a[i, j]
bool Parser::parsePart(syntax::BufferPart &part) {
  Token word = peek();
  if (!parseName(part.name, "the name of a buffer"))
    return false;
  part.range = word.range;
  if (peek().kind != TokenKind::LeftBracket)
    return true;
  if (!checkBlankBeforeBracket(word, Blanks::InList))
    return false;
  take();
  if (!parseExprList(part.indices, TokenKind::RightBracket))
    return false;
  part.range = rangeFrom(word.range);
  return true;
}

/// An operand behind a blank, or an expression behind a comma.
syntax::Expr *Parser::parseNextOperand() {
  return accept(TokenKind::Comma) ? parseExpr()
                                  : parseListOperand(currentWord());
}

/// GPU_FILL a 1.0, GPU_FILL a[i] 1.0 count
syntax::Stmt *Parser::parseFill() {
  auto *stmt = make<syntax::FillStmt>(lineRange());
  if (!parsePart(stmt->part))
    return nullptr;
  stmt->value = parseNextOperand();
  if (!stmt->value || atEnd())
    return stmt->value ? stmt : nullptr;
  stmt->count = parseNextOperand();
  return stmt->count ? stmt : nullptr;
}

/// GPU_COPY a -> b, GPU_COPY a[i] -> b[j] count, GPU_COPY_TO_GPU a -> b count
syntax::Stmt *Parser::parseCopy() {
  auto *stmt = make<syntax::CopyStmt>(*verbOfLine(), lineRange());
  if (!parsePart(stmt->source) || !expectArrow() ||
      !parsePart(stmt->destination))
    return nullptr;
  if (atEnd())
    return stmt;
  stmt->count = parseNextOperand();
  return stmt->count ? stmt : nullptr;
}

/// "a.npy", or the name of an ARG that is a text.
bool Parser::parseText(syntax::Text &result, StringRef what) {
  if (peek().kind == TokenKind::String) {
    result.text = unescape(text(take()));
    return true;
  }
  return !reportBareFileName(what) && parseName(result.name, what);
}

/// results/a.npy
bool Parser::reportBareFileName(StringRef what) {
  const Token begin = peek();
  auto isPart = [&](const Token &token) {
    using enum TokenKind;
    bool ends =
        token.kind == LineEnd || token.kind == Arrow || token.kind == Comma;
    return !ends && !token.blankBefore;
  };
  unsigned tokens = 1;
  while (isPart(peek(tokens)))
    ++tokens;
  if (tokens == 1 || peek(1).kind == TokenKind::LeftBracket)
    return false;
  SourceRange name = {fileNumber, begin.range.begin,
                      peek(tokens - 1).range.end};
  diagnostics
      .report(DiagnosticId::Expected, name, what,
              "'" + sources.text(name) + "'")
      .fixIt(name, ("\"" + sources.text(name) + "\"").str());
  return true;
}

static constexpr StringRef fileName = "a file name in quotes";

/// GPU_LOAD "a.npy" -> a
syntax::Stmt *Parser::parseGpuLoad() {
  syntax::Text path;
  syntax::Name array;
  if (!parseText(path, fileName) || !expectArrow() ||
      !parseName(array, "the name of a buffer"))
    return nullptr;
  return make<syntax::FileStmt>(Verb::GpuLoad, array, path, lineRange());
}

/// GPU_STORE a -> "a.npy"
syntax::Stmt *Parser::parseGpuStore() {
  syntax::Text path;
  syntax::Name array;
  if (!parseName(array, "the name of a buffer") || !expectArrow() ||
      !parseText(path, fileName))
    return nullptr;
  return make<syntax::FileStmt>(Verb::GpuStore, array, path, lineRange());
}

/// FILE_ELEMENTS "a.npy" f32 -> n
syntax::Stmt *Parser::parseFileElements() {
  auto *stmt = make<syntax::FileElementsStmt>(currentWord(), lineRange());
  if (!parseText(stmt->path, fileName))
    return nullptr;
  accept(TokenKind::Comma);
  if (!parseScalar(stmt->type))
    return nullptr;
  stmt->place = parseArrowAndPlace();
  return stmt->place ? stmt : nullptr;
}

/// What follows BLOCKS.
static bool isLaunchClause(StringRef word) {
  return word == "THREADS" || word == "SHARED" || word == "ARGS";
}

/// GPU_LAUNCH k BLOCKS 4, 4 THREADS 16, 16 SHARED 64 ARGS a, n, GPU_LAUNCH k 4
/// 64
syntax::Stmt *Parser::parseLaunch() {
  auto *stmt = make<syntax::LaunchStmt>(lineRange());
  if (!parseName(stmt->kernel, "the name of a kernel"))
    return nullptr;
  if (acceptWord("BLOCKS")) {
    if (!parseDimensions(stmt->blocks) || !expectWord("THREADS") ||
        !parseDimensions(stmt->threads))
      return nullptr;
  } else if (peek().kind == TokenKind::ShiftLeft || // <<<1, 64>>>
             isLaunchClause(text(peek()))) {
    reportExpected("'BLOCKS'");
    return nullptr;
  } else {
    syntax::Name verb = currentWord();
    syntax::Expr *blocks = parseListOperand(verb);
    syntax::Expr *threads = blocks ? parseListOperand(verb) : nullptr;
    if (!threads)
      return nullptr;
    stmt->blocks.push_back(blocks);
    stmt->threads.push_back(threads);
  }
  if (acceptWord("SHARED")) {
    stmt->shared = parseExpr();
    if (!stmt->shared)
      return nullptr;
  }
  if (acceptWord("ARGS")) {
    stmt->hasArguments = true;
    if (!atEnd() && !parseExprList(stmt->arguments, TokenKind::LineEnd))
      return nullptr;
  }
  return stmt;
}

/// One to three expressions with commas between.
bool Parser::parseDimensions(std::vector<syntax::Expr *> &sizes) {
  do {
    if (sizes.size() == 3) {
      reportExpected("at most three sizes");
      return false;
    }
    syntax::Expr *size = parseExpr();
    if (!size)
      return false;
    sizes.push_back(size);
  } while (accept(TokenKind::Comma));
  return true;
}

syntax::Stmt *Parser::parseSubmit() {
  syntax::Name name;
  if (!parseName(name, "the name of a list of commands"))
    return nullptr;
  return make<syntax::SubmitStmt>(name, lineRange());
}

/// GPU_SELECT 0, GPU_SELECT "cuda:0", GPU_SELECT name
syntax::Stmt *Parser::parseSelect() {
  auto *stmt = make<syntax::SelectStmt>(lineRange());
  if (peek().kind == TokenKind::String) {
    stmt->text = unescape(text(take()));
    return stmt;
  }
  if (atEnd()) {
    reportExpected("the number or the name of a device");
    return nullptr;
  }
  stmt->device = parseExpr();
  return stmt->device ? stmt : nullptr;
}

//===----------------------------------------------------------------------===//
// Boot images
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseWrite() {
  syntax::Expr *address = parseImageAddress();
  syntax::Expr *byte = address ? parseImageAddress() : nullptr;
  if (!byte)
    return nullptr;
  return make<syntax::ImageWriteStmt>(address, byte, lineRange());
}

syntax::Stmt *Parser::parseDefine() {
  syntax::Name name;
  if (!parseName(name, "a name"))
    return nullptr;
  syntax::Expr *address = parseImageAddress();
  if (!address)
    return nullptr;
  return make<syntax::ImageDefineStmt>(name, address, lineRange());
}
