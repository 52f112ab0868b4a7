//===- Excerpt.cpp - What is written at a place of a px source ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Excerpt.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

static constexpr size_t longest = 40;

/// The length of "(…)" or "[…]" at the front, with what is nested in it; 0 if
/// there is none, or if it does not end.
static size_t bracketed(StringRef text) {
  if (!text.starts_with("(") && !text.starts_with("["))
    return 0;
  unsigned depth = 0;
  for (auto [index, c] : llvm::enumerate(text)) {
    depth += c == '(' || c == '[';
    depth -= c == ')' || c == ']';
    if (!depth)
      return index + 1;
  }
  return 0;
}

static std::string shortened(StringRef text) {
  if (text.size() <= longest)
    return text.str();
  return text.take_front(longest - 1).rtrim().str() + "…";
}

std::string aikernel::explain::excerpt(StringRef line, uint32_t column) {
  if (!column || column > line.size())
    return "";
  bool isStatement = line.take_front(column - 1).trim().empty();
  StringRef text = line.drop_front(column - 1).split('#').first.rtrim();
  size_t name =
      text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; })
          .size();
  size_t group = bracketed(text.drop_front(name));
  if (name && group && !isStatement)
    return shortened(text.take_front(name + group));
  text.consume_back(":");
  return shortened(text);
}
