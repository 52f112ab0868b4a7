//===- Suggestions.cpp - What a wrong word was meant to be ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suggestions.h"
#include "Lexer.h"
#include "Words.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Near words
//===----------------------------------------------------------------------===//

/// Nobody mistypes a longer word so that a suggestion would help.
static constexpr size_t maximumWordSize = 64;

/// The fewest letters to add, drop, change or exchange with their neighbor that
/// make `a` of `b`, whatever their case.
static unsigned distanceBetween(StringRef a, StringRef b) {
  llvm::SmallVector<unsigned, maximumWordSize> beforeLast, last, row;
  row.resize(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  auto isSame = [&](size_t i, size_t j) {
    return llvm::toLower(a[i]) == llvm::toLower(b[j]);
  };
  for (size_t i = 0; i < a.size(); ++i) {
    beforeLast = std::exchange(last, row);
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({last[j] + !isSame(i, j), last[j + 1] + 1, //
                             row[j] + 1});
      if (i > 0 && j > 0 && isSame(i, j - 1) && isSame(i - 1, j))
        row[j + 1] = std::min(row[j + 1], beforeLast[j - 1] + 1);
    }
  }
  return row[b.size()];
}

StringRef aikernel::px::nearest(StringRef word,
                                llvm::ArrayRef<StringRef> candidates) {
  if (word.size() > maximumWordSize)
    return "";
  unsigned limit = std::max<size_t>(1, word.size() / 3);
  unsigned best = limit + 1;
  StringRef result;
  for (StringRef candidate : candidates) {
    size_t shorter = std::min(word.size(), candidate.size());
    size_t longer = std::max(word.size(), candidate.size());
    if (longer - shorter > limit)
      continue;
    unsigned distance = distanceBetween(word, candidate);
    // Of x and y, nothing is the same.
    if (distance >= best || distance >= longer)
      continue;
    best = distance;
    result = candidate;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Words by what they are for
//===----------------------------------------------------------------------===//

namespace {
struct ForeignWord {
  StringRef theirs;
  StringRef ours;
};
} // namespace

static StringRef translate(StringRef word,
                           llvm::ArrayRef<ForeignWord> dictionary) {
  for (const ForeignWord &row : dictionary)
    if (word.equals_insensitive(row.theirs))
      return row.ours;
  return "";
}

StringRef aikernel::px::suggestStatementWord(StringRef word) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_VERB(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  StringRef meant = translate(word, foreign);
  if (!meant.empty())
    return meant;
  for (StringRef candidate : statementWords())
    if (candidate.starts_with("GPU_") &&
        word.equals_insensitive(candidate.drop_front(4)))
      return candidate;
  return nearest(word, statementWords());
}

StringRef aikernel::px::translateType(StringRef word) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_TYPE(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  return translate(word, foreign);
}

StringRef aikernel::px::suggestType(StringRef word) {
  static constexpr StringRef types[] = {
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType) Spelling,
#define PX_SCALAR_ALIAS(Spelling, Name) Spelling,
#include "aikernel/Frontend/Px/Types.def"
  };
  StringRef meant = translateType(word);
  return meant.empty() ? nearest(word, types) : meant;
}

llvm::ArrayRef<StringRef> aikernel::px::valueWords(bool withThreads) {
  static constexpr StringRef words[] = {
      "TRUE",
      "FALSE",
#define PX_INDEX(Name, Spelling, HasAxis, Summary) Spelling,
#include "aikernel/Frontend/Px/Tokens.def"
  };
  return withThreads ? llvm::ArrayRef(words)
                     : llvm::ArrayRef(words).take_front(2);
}

StringRef aikernel::px::suggestFunction(StringRef word,
                                        llvm::ArrayRef<StringRef> candidates) {
  std::vector<StringRef> all(candidates);
#define PX_OPERATION(Name, Spelling, Arity, TypeRule, Summary)                 \
  all.push_back(Spelling);
#include "aikernel/Frontend/Px/Operations.def"
  return nearest(word, all);
}

StringRef aikernel::px::suggestReduction(StringRef word) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_REDUCTION(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  static constexpr StringRef reductions[] = {
#define PX_REDUCTION(Name, Spelling) Spelling,
#include "aikernel/Frontend/Px/Tokens.def"
  };
  StringRef meant = translate(word, foreign);
  return meant.empty() ? nearest(word, reductions) : meant;
}

StringRef aikernel::px::suggestOperator(StringRef spelling) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_OPERATOR(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  return translate(spelling, foreign);
}

StringRef aikernel::px::suggestIndex(StringRef word) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_INDEX(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  return translate(word, foreign);
}

//===----------------------------------------------------------------------===//
// Numbers and characters
//===----------------------------------------------------------------------===//

std::string aikernel::px::suggestNumber(StringRef spelling) {
  bool isHex = spelling.starts_with_insensitive("0x");
  spelling = spelling.rtrim(isHex ? "uUlL" : "uUlLfF");
  std::string number;
  for (char c : spelling)
    if (c != '_')
      number += c;
  if (StringRef(number).starts_with("."))
    number.insert(0, "0");
  if (StringRef(number).ends_with("."))
    number += '0';
  NumberScan scan = scanNumber(number);
  return scan.isWellFormed && scan.size == number.size() ? number : "";
}

StringRef aikernel::px::suggestCharacter(StringRef character) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_CHARACTER(Theirs, Ours) {Theirs, Ours},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  return translate(character, foreign);
}

StringRef aikernel::px::helpForCharacter(StringRef character) {
  static constexpr ForeignWord foreign[] = {
#define PX_FOREIGN_SIGN(Theirs, Help) {Theirs, Help},
#include "aikernel/Frontend/Px/Foreign.def"
  };
  return translate(character, foreign);
}
