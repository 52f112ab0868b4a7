//===- Words.cpp - The words of px, looked up -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// From rows to their columns
//===----------------------------------------------------------------------===//

StringRef aikernel::px::spellingOf(Verb verb) {
  static constexpr const char *spellings[] = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Spelling,
#include "aikernel/Frontend/Px/Verbs.def"
  };
  return spellings[static_cast<size_t>(verb)];
}

StringRef aikernel::px::formOf(Verb verb) {
  static constexpr const char *forms[] = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Syntax,
#include "aikernel/Frontend/Px/Verbs.def"
  };
  return forms[static_cast<size_t>(verb)];
}

namespace {
struct OperationRow {
  const char *spelling;
  unsigned arity;
  TypeRule rule;
};
} // namespace

static constexpr OperationRow operationRows[] = {
#define PX_OPERATION(Name, Spelling, Arity, Rule, Summary)                     \
  {Spelling, Arity, TypeRule::Rule},
#include "aikernel/Frontend/Px/Operations.def"
};

StringRef aikernel::px::spellingOf(Operation operation) {
  return operationRows[static_cast<size_t>(operation)].spelling;
}

unsigned aikernel::px::arityOf(Operation operation) {
  return operationRows[static_cast<size_t>(operation)].arity;
}

TypeRule aikernel::px::typeRuleOf(Operation operation) {
  return operationRows[static_cast<size_t>(operation)].rule;
}

StringRef aikernel::px::spellingOf(IndexExpr::Which which) {
  switch (which) {
#define PX_INDEX(Name, Spelling, HasAxis, Summary)                             \
  case IndexExpr::Which::Name:                                                 \
    return Spelling;
#include "aikernel/Frontend/Px/Tokens.def"
  }
  llvm_unreachable("unknown index");
}

StringRef aikernel::px::spellingOf(ReduceOp op) {
  switch (op) {
#define PX_REDUCTION(Name, Spelling)                                           \
  case ReduceOp::Name:                                                         \
    return Spelling;
#include "aikernel/Frontend/Px/Tokens.def"
  }
  llvm_unreachable("unknown reduction");
}

//===----------------------------------------------------------------------===//
// From words to rows
//===----------------------------------------------------------------------===//

std::optional<Operation> aikernel::px::operationNamed(StringRef spelling) {
  if (spelling.empty())
    return std::nullopt;
  for (auto [index, row] : llvm::enumerate(operationRows))
    if (spelling == row.spelling)
      return static_cast<Operation>(index);
  return std::nullopt;
}

std::optional<ReduceOp> aikernel::px::reductionNamed(StringRef spelling) {
#define PX_REDUCTION(Name, Spelling)                                           \
  if (spelling == Spelling)                                                    \
    return ReduceOp::Name;
#include "aikernel/Frontend/Px/Tokens.def"
  return std::nullopt;
}

std::optional<IndexWord> aikernel::px::indexNamed(StringRef spelling) {
#define PX_INDEX(Name, Spelling, HasAxis, Summary)                             \
  if (spelling == Spelling)                                                    \
    return IndexWord{IndexExpr::Which::Name, HasAxis};
#include "aikernel/Frontend/Px/Tokens.def"
  return std::nullopt;
}

bool aikernel::px::isReserved(StringRef spelling) {
  static const llvm::StringSet<> words = [] {
    llvm::StringSet<> set;
    for (StringRef word : statementWords())
      set.insert(word);
#define PX_KEYWORD(Spelling) set.insert(Spelling);
#define PX_REDUCTION(Name, Spelling) set.insert(Spelling);
#include "aikernel/Frontend/Px/Tokens.def"
    return set;
  }();
  return words.contains(spelling);
}

llvm::ArrayRef<StringRef> aikernel::px::statementWords() {
  static const std::vector<StringRef> words = [] {
    std::vector<StringRef> all = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Spelling,
#include "aikernel/Frontend/Px/Verbs.def"
#define PX_OPERATION(Name, Spelling, Arity, TypeRule, Summary) Spelling,
#include "aikernel/Frontend/Px/Operations.def"
#define PX_INDEX(Name, Spelling, HasAxis, Summary) Spelling,
#include "aikernel/Frontend/Px/Tokens.def"
    };
    llvm::erase(all, StringRef()); // operations without a word
    return all;
  }();
  return words;
}

std::string aikernel::px::withArticle(Scalar type) {
  StringRef name = spellingOf(type);
  bool soundsLikeVowel = StringRef("ief").contains(name.front());
  return ((soundsLikeVowel ? "an " : "a ") + name).str();
}

std::string aikernel::px::counted(size_t count, StringRef singular,
                                  StringRef plural) {
  return (llvm::Twine(count) + " " + (count == 1 ? singular : plural)).str();
}
