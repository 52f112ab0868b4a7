//===- ParseBlocks.cpp - IF, FOR, WHILE and where they end ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// An END word closes a block. A px 0.1 kernel that has none of these words, and
// none of the statements that need them, closes its IFs in one of two other
// ways:
//
//   Indented  an IF whose first body line is indented deeper ends at the first
//             line at or left of its own column; its ELSE stands in its column
//   Flat      an IF whose body is not indented ends at the ELSE that belongs to
//             it, or to an IF around it, or at GPU_END
//
// The way is found before the kernel's code is parsed.
//
//===----------------------------------------------------------------------===//

#include "Parser.h"

using namespace aikernel::px;

/// Blocks are walked recursively here and in everything that follows.
static constexpr unsigned maximumBlockDepth = 128;

/// The word that closes a block, or continues it: whose block is that?
static std::optional<Verb> openerOf(Verb verb) {
  switch (verb) {
  case Verb::Elif:
  case Verb::Else:
  case Verb::EndIf:
    return Verb::If;
  case Verb::EndFor:
    return Verb::For;
  case Verb::EndWhile:
    return Verb::While;
  case Verb::EndCommands:
    return Verb::GpuCommands;
  case Verb::EndFunc:
    return Verb::Func;
  case Verb::EndConst:
    return Verb::GpuConst;
  case Verb::GpuEnd:
  case Verb::GpuThreadCode:
    return Verb::GpuKernel;
  default:
    return std::nullopt;
  }
}

static bool beginsDeclaration(Verb verb) {
  return verb == Verb::GpuKernel || verb == Verb::Func ||
         verb == Verb::GpuConst;
}

static bool opensBlock(Verb verb) {
  return verb == Verb::If || verb == Verb::For || verb == Verb::While ||
         verb == Verb::GpuCommands;
}

static bool closesBlock(Verb verb) {
  return verb == Verb::EndIf || verb == Verb::EndFor ||
         verb == Verb::EndWhile || verb == Verb::EndCommands;
}

//===----------------------------------------------------------------------===//
// Declarations in blocks of the host program
//===----------------------------------------------------------------------===//

/// A declaration ends the blocks that have no END word. Those behind which one
/// comes are misplaced.
void Parser::findDeclarationsInBlocks() {
  struct Around {
    Verb opener;
    size_t declarations; ///< of those that are seen, how many before it
  };
  llvm::SmallVector<Around> around;
  llvm::SmallVector<size_t> seen;
  bool isInHost = true;
  for (size_t i = 0; i < tokenized.lines.size(); ++i) {
    std::optional<Verb> verb = verbOfLine(i);
    if (!verb)
      continue;
    if (beginsDeclaration(*verb)) {
      seen.push_back(i);
      isInHost = *verb == Verb::GpuConst;
    } else if (*verb == Verb::GpuEnd || *verb == Verb::EndFunc) {
      isInHost = true;
    } else if (isInHost && opensBlock(*verb)) {
      around.push_back({*verb, seen.size()});
    } else if (isInHost && closesBlock(*verb)) {
      // No more blocks than these can be open.
      auto open = llvm::MutableArrayRef(around).take_back(maximumBlockDepth);
      auto block = llvm::find_if(llvm::reverse(open), [&](const Around &known) {
        return known.opener == openerOf(*verb);
      });
      if (block == open.rend())
        continue;
      size_t first = block->declarations;
      declarationsInBlocks.insert(seen.begin() + first, seen.end());
      seen.truncate(first);
      around.pop_back_n(block - open.rbegin() + 1);
    }
  }
}

//===----------------------------------------------------------------------===//
// How a kernel closes its blocks
//===----------------------------------------------------------------------===//

static bool needsEndWords(Verb verb) {
  switch (verb) {
  case Verb::Elif:
  case Verb::EndIf:
  case Verb::For:
  case Verb::EndFor:
  case Verb::While:
  case Verb::EndWhile:
    return true;
  default:
    return false;
  }
}

/// The style of the code in these lines; nothing when it has been reported that
/// there is no telling.
std::optional<Parser::Context> Parser::findKernelStyle(size_t begin,
                                                       size_t end) {
  Context found{.place = Place::Kernel, .end = end};
  for (size_t i = begin; i < end; ++i) {
    std::optional<Verb> verb = verbOfLine(i);
    if (!verb || !needsEndWords(*verb))
      continue;
    const Token &word = tokenized.tokens[tokenized.lines[i].firstToken];
    found.cause = {spellingOf(*verb), word.range};
    return found;
  }

  auto describe = [](BlockStyle style) {
    return style == BlockStyle::Indented ? "closed by indentation"
                                         : "flat (its body is not indented)";
  };
  std::optional<size_t> first;
  for (size_t i = begin; i + 1 < end; ++i) {
    if (verbOfLine(i) != Verb::If || verbOfLine(i + 1) == Verb::Else)
      continue;
    const std::vector<Line> &lines = tokenized.lines;
    BlockStyle style = lines[i + 1].column > lines[i].column
                           ? BlockStyle::Indented
                           : BlockStyle::Flat;
    if (!first) {
      first = i;
      found.style = style;
    } else if (style != found.style) {
      diagnostics
          .report(DiagnosticId::MixedBlockStyles, lineRange(i), describe(style),
                  describe(found.style))
          .note(NoteId::OtherStyle, lineRange(*first), describe(found.style))
          .help("with ENDIF after every IF, indentation does not matter");
      return std::nullopt;
    }
  }
  if (first && !checkIndentation(begin, end))
    return std::nullopt;
  // An IF at the very end has no body that could tell.
  if (!first)
    found.style = BlockStyle::Flat;
  return found;
}

bool Parser::checkIndentation(size_t begin, size_t end) {
  std::optional<size_t> withTab, withBlank;
  for (size_t i = begin; i < end; ++i) {
    const Line &line = tokenized.lines[i];
    if (line.hasTab && !withTab)
      withTab = i;
    if (line.hasBlank && !withBlank)
      withBlank = i;
    if (!withTab || !withBlank)
      continue;
    bool isTabLater = *withTab > *withBlank;
    size_t other = isTabLater ? *withBlank : *withTab;
    diagnostics.report(DiagnosticId::MixedIndentation, lineRange(i))
        .note(NoteId::OtherIndentation, lineRange(other),
              isTabLater ? "blanks" : "tabs")
        .help("with ENDIF after every IF, indentation does not matter");
    return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Whether the current line ends the innermost open block, or all of them.
bool Parser::endsBlock() const {
  if (context.end == lineIndex)
    return true;
  std::optional<Verb> verb = verbOfLine();
  if (!verb)
    return context.style == BlockStyle::Indented && !open.empty() &&
           line().column <= open.back().column;
  if (context.place != Place::Host &&
      (*verb == Verb::GpuEnd || *verb == Verb::EndFunc))
    return true;
  if (beginsDeclaration(*verb))
    return context.place != Place::Host ||
           (!open.empty() && !declarationsInBlocks.contains(lineIndex));
  if (open.empty())
    return false;

  switch (context.style) {
  case BlockStyle::Indented:
    return line().column <= open.back().column;
  case BlockStyle::Flat:
    return *verb == Verb::Else;
  case BlockStyle::Explicit:
    return llvm::any_of(open, [&](const OpenBlock &block) {
      return openerOf(*verb) == block.opener;
    });
  }
  llvm_unreachable("unknown style");
}

void Parser::parseBlock(syntax::Block &block) {
  while (!atFileEnd() && !endsBlock())
    parseStatement(block);
}

/// Notes that the current line opens a block and goes to the line after it.
void Parser::openBlock(Verb opener, bool isWhole) {
  const Token &word = tokenized.tokens[line().firstToken];
  open.push_back({opener, word.range, line().column, !isWhole});
  if (++blockDepth > maximumBlockDepth)
    giveUp();
  else
    ++lineIndex;
}

/// Expects the word that closes the innermost block.
void Parser::closeBlock(Verb end) {
  OpenBlock block = open.pop_back_val();
  --blockDepth;
  if (verbOfLine() == end)
    return passEnd();
  if (gaveUp || block.isBroken)
    return;
  auto report = reportMissingEnd(block.range, spellingOf(block.opener), end);
  if (report && !context.cause.text.empty() && block.opener == Verb::If)
    report->note(NoteId::EndIsNeeded, context.cause.range, context.cause.text);
}

/// Blocks that nest too deep leave nothing sensible to say about what follows.
void Parser::giveUp() {
  diagnostics.report(DiagnosticId::NestingTooDeep, lineRange(), "blocks",
                     maximumBlockDepth);
  gaveUp = true;
  lineIndex = tokenized.lines.size();
}

/// An END word, ELSE or ELIF that belongs to nothing.
syntax::Stmt *Parser::parseStray() {
  Verb verb = *verbOfLine();
  SourceRange range = currentWord().range;
  if (verb == Verb::Else && context.style == BlockStyle::Indented &&
      !open.empty()) {
    diagnostics.report(DiagnosticId::ElseColumn, range)
        .note(NoteId::OpenedHere, open.back().range, "the innermost open IF");
    return nullptr;
  }
  if (takeFrom(strayEnds, verb))
    return nullptr;
  if (verb == Verb::Else || verb == Verb::Elif)
    ++strayEnds[Verb::EndIf];
  diagnostics.report(DiagnosticId::StrayEnd, range, spellingOf(verb),
                     spellingOf(*openerOf(verb)));
  return nullptr;
}

//===----------------------------------------------------------------------===//
// IF
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseIf() {
  auto *stmt = make<syntax::IfStmt>(lineRange());
  unsigned outerDepth = blockDepth;
  parseArm(stmt);
  bool isClosed = false;
  bool hasElse = false;
  while (!gaveUp && !isClosed) {
    std::optional<Verb> verb = verbOfLine();
    bool isExplicit = context.style == BlockStyle::Explicit;
    if (verb == Verb::Elif && isExplicit && !hasElse) {
      open.pop_back();
      blockDepth = outerDepth + stmt->arms.size() % maximumNestedArms;
      parseArm(stmt);
    } else if (verb == Verb::Else && !hasElse && isOwnElse(open.back())) {
      hasElse = true;
      passElse();
      parseBlock(stmt->orElse);
    } else if (isExplicit && hasElse &&
               (verb == Verb::Else || verb == Verb::Elif)) {
      diagnostics
          .report(DiagnosticId::AfterElse, lineRange(), spellingOf(*verb))
          .note(NoteId::OpenedHere, open.back().range, "this IF");
      ++lineIndex;
      parseBlock(stmt->orElse);
    } else {
      isClosed = true;
    }
  }
  if (context.style == BlockStyle::Explicit)
    closeBlock(Verb::EndIf);
  else
    open.pop_back();
  blockDepth = outerDepth;
  return stmt;
}

void Parser::passElse() {
  beginLine();
  if (context.style != BlockStyle::Flat)
    --fileLayout.lines[lineIndex].depth;
  Token word = take();
  if (acceptWord("IF") || acceptWord("if")) {
    SourceRange both = rangeFrom(word.range);
    diagnostics.report(DiagnosticId::UnknownWord, both, sources.text(both))
        .fixIt(both, spellingOf(Verb::Elif));
  } else {
    expectColon();
  }
  ++lineIndex;
}

bool Parser::isOwnElse(const OpenBlock &block) const {
  return context.style != BlockStyle::Indented || line().column == block.column;
}

/// IF or ELIF with the lines that it guards. It is as deep as its code will be.
void Parser::parseArm(syntax::IfStmt *stmt) {
  syntax::IfStmt::Arm arm{nullptr, lineRange(), {}};
  beginLine();
  take();
  arm.condition = parseExpr();
  openBlock(Verb::If, arm.condition && expectColon());
  parseBlock(arm.body);
  stmt->arms.push_back(std::move(arm));
}

//===----------------------------------------------------------------------===//
// FOR and WHILE
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseFor() {
  auto *stmt = make<syntax::ForStmt>(lineRange());
  openBlock(Verb::For, parseForHead(stmt) && expectColon());
  parseBlock(stmt->body);
  closeBlock(Verb::EndFor);
  return stmt;
}

/// FOR i FROM 0 TO n [STEP s]
bool Parser::parseForHead(syntax::ForStmt *stmt) {
  if (!parseName(stmt->variable, "the name of the loop's variable") ||
      !expectWord("FROM"))
    return false;
  stmt->from = parseExpr();
  if (!stmt->from || !expectWord("TO"))
    return false;
  stmt->to = parseExpr();
  if (!stmt->to || !acceptWord("STEP"))
    return stmt->to;
  stmt->step = parseExpr();
  return stmt->step;
}

syntax::Stmt *Parser::parseWhile() {
  auto *stmt = make<syntax::WhileStmt>(lineRange());
  stmt->condition = parseExpr();
  openBlock(Verb::While, stmt->condition && expectColon());
  parseBlock(stmt->body);
  closeBlock(Verb::EndWhile);
  return stmt;
}

//===----------------------------------------------------------------------===//
// GPU_COMMANDS
//===----------------------------------------------------------------------===//

syntax::Stmt *Parser::parseCommands() {
  auto *stmt = make<syntax::CommandsStmt>(lineRange());
  openBlock(Verb::GpuCommands,
            parseName(stmt->name, "the name of the list") && expectColon());
  parseBlock(stmt->body);
  closeBlock(Verb::EndCommands);
  return stmt;
}
