//===- Highlight.cpp - What the pieces of a text are ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Highlight.h"
#include "Parser.h"
#include "Words.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// "MIN x y -> z, or MIN(x, y)"
static std::string formOfOperation(StringRef word, unsigned arity,
                                   TypeRule rule) {
  if (rule == TypeRule::Conversion)
    return (word + " x type -> y, or " + word + "(x, type)").str();
  static constexpr const char *names[] = {"x", "y", "z"};
  std::string verb = word.str(), call;
  for (unsigned i = 0; i < arity; ++i) {
    verb += " " + std::string(names[i]);
    call += (i ? ", " : "") + std::string(names[i]);
  }
  return verb + " -> place, or " + word.str() + "(" + call + ")";
}

llvm::ArrayRef<WordHelp> aikernel::px::allWords() {
  static const std::vector<WordHelp> words = [] {
    std::vector<WordHelp> all = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary)              \
  {Spelling, Syntax, Summary, Highlight::Keyword},
#define PX_LATER(Spelling, Summary)                                            \
  {Spelling, Spelling, Summary, Highlight::Keyword},
#include "aikernel/Frontend/Px/Verbs.def"
#define PX_OPERATION(Name, Spelling, Arity, Rule, Summary)                     \
  {Spelling, formOfOperation(Spelling, Arity, TypeRule::Rule), Summary,        \
   Highlight::Operation},
#include "aikernel/Frontend/Px/Operations.def"
#define PX_INDEX(Name, Spelling, HasAxis, Summary)                             \
  {Spelling, HasAxis ? Spelling ", " Spelling ".Y, " Spelling ".Z" : Spelling, \
   Summary, Highlight::BuiltIn},
#define PX_KEYWORD(Spelling) {Spelling, Spelling, "", Highlight::Keyword},
#define PX_REDUCTION(Name, Spelling)                                           \
  {Spelling, Spelling, "of a reduction or scan", Highlight::Keyword},
#include "aikernel/Frontend/Px/Tokens.def"
    };
    // Operations without a word, and reductions named like operations.
    llvm::StringSet<> seen;
    llvm::erase_if(all, [&](const WordHelp &help) {
      return help.word.empty() || !seen.insert(help.word).second;
    });
    return all;
  }();
  return words;
}

const WordHelp *aikernel::px::helpFor(StringRef word) {
  static const llvm::StringMap<const WordHelp *> byWord = [] {
    llvm::StringMap<const WordHelp *> map;
    for (const WordHelp &help : allWords())
      map[help.word] = &help;
    return map;
  }();
  return byWord.lookup(word);
}

StatementPlaces aikernel::px::placesOf(StringRef word) {
  using enum Place;
  static const llvm::StringMap<Place> byWord = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary)              \
  {Spelling, Places},
#include "aikernel/Frontend/Px/Verbs.def"
#define PX_OPERATION(Name, Spelling, Arity, Rule, Summary)                     \
  {Spelling, Host | Kernel | Function},
#include "aikernel/Frontend/Px/Operations.def"
#define PX_INDEX(Name, Spelling, HasAxis, Summary)                             \
  {Spelling, Kernel | Function},
#include "aikernel/Frontend/Px/Tokens.def"
  };
  Place places = byWord.lookup(word);
  auto has = [&](Place place) { return (places & place) != None; };
  return {.top = has(Top) || has(Host),
          .host = has(Host),
          .header = has(Header),
          .kernel = has(Kernel),
          .function = has(Function)};
}

//===----------------------------------------------------------------------===//
// Pieces
//===----------------------------------------------------------------------===//

static Highlight kindOfWord(StringRef text, bool isFirst) {
  if (scalarNamed(text) && !isFirst)
    return Highlight::Type;
  std::string upper = text.upper();
  const WordHelp *help = helpFor(isFirst ? StringRef(upper) : text);
  return help ? help->kind : Highlight::Name;
}

std::vector<Highlighted> aikernel::px::highlight(const SourceManager &sources,
                                                 uint32_t file) {
  DiagnosticEngine ignored(sources);
  TokenizedFile tokenized = tokenize(sources, file, ignored);
  std::vector<Highlighted> pieces;
  for (const Line &line : tokenized.lines)
    for (uint32_t i = line.firstToken; i < line.endToken; ++i) {
      const Token &token = tokenized.tokens[i];
      Highlight kind = Highlight::Operator;
      if (token.kind == TokenKind::Word)
        kind = kindOfWord(sources.text(token.range), i == line.firstToken);
      else if (token.kind == TokenKind::Integer ||
               token.kind == TokenKind::Float)
        kind = Highlight::Number;
      else if (token.kind == TokenKind::String)
        kind = Highlight::String;
      if (token.kind != TokenKind::Invalid)
        pieces.push_back({token.range, kind});
    }
  for (SourceRange comment : tokenized.comments)
    pieces.push_back({comment, Highlight::Comment});
  llvm::sort(pieces, [](const Highlighted &a, const Highlighted &b) {
    return a.range.begin < b.range.begin;
  });
  return pieces;
}
