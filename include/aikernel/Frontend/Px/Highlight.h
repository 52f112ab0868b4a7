//===- Highlight.h - What the pieces of a text are --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_HIGHLIGHT_H
#define AIKERNEL_FRONTEND_PX_HIGHLIGHT_H

#include "aikernel/Frontend/Px/Source.h"
#include "llvm/ADT/ArrayRef.h"

namespace aikernel::px {

enum class Highlight : uint8_t {
  Keyword, ///< a first word, or a word like FROM
  Operation,
  BuiltIn, ///< THREAD_ID and its like
  Type,
  Name,
  Number,
  String,
  Operator,
  Comment
};

struct Highlighted {
  SourceRange range;
  Highlight kind;
};

/// The pieces of a file in their order, each within a line. Blanks and what is
/// no token are left out.
std::vector<Highlighted> highlight(const SourceManager &sources, uint32_t file);

/// What there is to say about a word of the language.
struct WordHelp {
  llvm::StringRef word;
  std::string form;        ///< how it is written
  llvm::StringRef summary; ///< what it does
  Highlight kind;
};
/// All words, in the order of their tables.
llvm::ArrayRef<WordHelp> allWords();
/// Null: no word of the language.
const WordHelp *helpFor(llvm::StringRef word);

/// Where a statement that begins with the word may stand.
struct StatementPlaces {
  bool top = false, host = false, header = false, kernel = false,
       function = false;
};
StatementPlaces placesOf(llvm::StringRef word);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_HIGHLIGHT_H
