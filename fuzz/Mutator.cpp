//===- Mutator.cpp - Changes of px texts by words and lines ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include <cctype>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using std::string_view;

/// What the tables of the language know, and numbers at the ends of ranges.
static constexpr string_view vocabulary[] = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Spelling,
#include "aikernel/Frontend/Px/Verbs.def"
#define PX_OPERATION(Name, Spelling, Operands, Rule, Summary) Spelling,
#include "aikernel/Frontend/Px/Operations.def"
#define PX_PUNCTUATION(Name, Spelling) Spelling, Spelling,
#define PX_KEYWORD(Spelling) Spelling,
#define PX_INDEX(Name, Spelling, HasAxis, Summary) Spelling,
#define PX_REDUCTION(Name, Spelling) Spelling,
#include "aikernel/Frontend/Px/Tokens.def"
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType) Spelling, Spelling,
#define PX_SCALAR_ALIAS(Spelling, Name) Spelling,
#include "aikernel/Frontend/Px/Types.def"
#define PX_FOREIGN_VERB(Theirs, Ours) Theirs,
#define PX_FOREIGN_TYPE(Theirs, Ours) Theirs,
#define PX_FOREIGN_OPERATOR(Theirs, Ours) Theirs,
#define PX_FOREIGN_INDEX(Theirs, Ours) Theirs,
#define PX_FOREIGN_CHARACTER(Theirs, Ours) Theirs,
#define PX_FOREIGN_SIGN(Theirs, Help) Theirs,
#include "aikernel/Frontend/Px/Foreign.def"
    "0",
    "1",
    "2",
    "3",
    "31",
    "32",
    "63",
    "64",
    "127",
    "128",
    "255",
    "256",
    "1023",
    "1024",
    "1025",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "0xFFFFFFFF",
    "1.0",
    "0.5",
    "0.1",
    "1e-45",
    "3.5e38",
    "1e308",
    "1e309",
    "65504.0",
    "65520.0",
    "WARP",
    "X",
    "Y",
    "Z",
    "->",
    "\u2192",
    "\n",
    "\n",
    "\r\n",
    "\t",
    "#",
    "COMMENT",
    "\"text\"",
    "\"\\n\"",
    "\"lib.px\"",
    "\"deep.px\"",
    "\"wrong.px\"",
    "\"input.px\"",
    ":",
    "<-",
    ":=",
    "+=",
    "++"};

/// How statements are written.
static constexpr string_view forms[] = {
#define PX_VERB(Name, Spelling, Places, Handler, Syntax, Summary) Syntax,
#include "aikernel/Frontend/Px/Verbs.def"
};

namespace {

using Pieces = std::vector<string_view>;

bool isWordPart(char c) {
  return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
}

/// Words and numbers, and the single bytes between them.
Pieces split(string_view text) {
  Pieces pieces;
  while (!text.empty()) {
    size_t size = 0;
    while (size < text.size() && isWordPart(text[size]))
      ++size;
    size += size == 0;
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

string_view viewOf(const uint8_t *data, size_t size) {
  return {reinterpret_cast<const char *>(data), size};
}

/// Joins the pieces in `out`, as far as there is room.
size_t join(const Pieces &pieces, uint8_t *out, size_t maximum) {
  std::string text;
  for (string_view piece : pieces)
    text += piece;
  size_t size = std::min(text.size(), maximum);
  memcpy(out, text.data(), size);
  return size;
}

/// Changes a text, the same way for one seed.
class Editor {
public:
  Editor(string_view text, unsigned seed)
      : random(seed + 1), pieces(split(text)) {}

  void changeSomewhere() {
    switch (below(10)) {
    case 0:
    case 1:
      return replace(anywhere(), anyWord());
    case 2:
    case 3:
      return insert(anywhere(), {" ", anyWord(), " "});
    case 4:
      return erase(anywhere(), 1 + below(3));
    case 5:
      return replace(anywhere(), anyPiece(pieces));
    case 6:
      return swapPieces();
    case 7:
      return erase(lineBegin(), lineSize(lineBegin()));
    case 8:
      return insert(lineBegin(), anyLines(pieces));
    default:
      return insert(lineBegin(), {oneOf(forms), "\n"});
    }
  }

  void takeFrom(const Pieces &other) {
    if (below(3) == 0)
      return replace(anywhere(), anyPiece(other));
    insert(lineBegin(), anyLines(other));
  }

  size_t write(uint8_t *out, size_t maximum) const {
    return join(pieces, out, maximum);
  }

  size_t below(size_t limit) { return random() % limit; }

private:
  template <typename Words>
  string_view oneOf(const Words &words) {
    return words[below(std::size(words))];
  }
  string_view anyWord() { return oneOf(vocabulary); }
  string_view anyPiece(const Pieces &from) {
    return from.empty() ? string_view() : oneOf(from);
  }
  size_t anywhere() { return below(pieces.size() + 1); }

  static size_t beginOfLine(const Pieces &text, size_t at) {
    while (at > 0 && text[at - 1] != "\n")
      --at;
    return at;
  }
  static size_t endOfLine(const Pieces &text, size_t at) {
    while (at < text.size() && text[at] != "\n")
      ++at;
    return std::min(at + 1, text.size());
  }
  size_t lineBegin() { return beginOfLine(pieces, anywhere()); }
  size_t lineSize(size_t begin) const {
    size_t end = endOfLine(pieces, begin);
    return end > begin ? end - begin : 0;
  }
  /// Up to four neighbors.
  Pieces anyLines(const Pieces &from) {
    size_t begin = beginOfLine(from, below(from.size() + 1)), end = begin;
    for (size_t count = 1 + below(4); count > 0; --count)
      end = endOfLine(from, end);
    return Pieces(from.begin() + begin, from.begin() + end);
  }

  void replace(size_t at, string_view piece) {
    if (at < pieces.size())
      pieces[at] = piece;
  }
  void insert(size_t at, const Pieces &added) {
    pieces.insert(pieces.begin() + at, added.begin(), added.end());
  }
  void erase(size_t at, size_t count) {
    at = std::min(at, pieces.size());
    count = std::min(count, pieces.size() - at);
    pieces.erase(pieces.begin() + at, pieces.begin() + at + count);
  }
  void swapPieces() {
    size_t a = anywhere(), b = anywhere();
    if (a < pieces.size() && b < pieces.size())
      std::swap(pieces[a], pieces[b]);
  }

  std::minstd_rand random;
  Pieces pieces;
};

} // namespace

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maximum,
                               unsigned seed) {
  if (seed % 4 == 0)
    return LLVMFuzzerMutate(data, size, maximum);
  std::string text(viewOf(data, size)); // `data` is where the result goes
  Editor editor(text, seed);
  for (size_t count = 1 + editor.below(4); count > 0; --count)
    editor.changeSomewhere();
  return editor.write(data, maximum);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size,
                                 const uint8_t *other, size_t otherSize,
                                 uint8_t *out, size_t maximum, unsigned seed) {
  Editor editor(viewOf(data, size), seed);
  Pieces taken = split(viewOf(other, otherSize));
  for (size_t count = 1 + editor.below(3); count > 0; --count)
    editor.takeFrom(taken);
  return editor.write(out, maximum);
}
