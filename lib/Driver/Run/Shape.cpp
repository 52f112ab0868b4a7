//===- Shape.cpp - The sizes of an array ----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::run;
using llvm::ArrayRef;
using llvm::StringRef;

std::optional<Shape> aikernel::run::parseShape(StringRef text) {
  Shape shape;
  for (StringRef size : llvm::split(text, 'x'))
    if (size.getAsInteger(10, shape.emplace_back()))
      return std::nullopt;
  return shape;
}

static std::string list(ArrayRef<uint64_t> numbers, StringRef separator) {
  return llvm::join(
      llvm::map_range(numbers, [](uint64_t n) { return std::to_string(n); }),
      separator);
}

std::string aikernel::run::formatShape(ArrayRef<uint64_t> shape) {
  return shape.empty() ? "()" : list(shape, "x");
}

std::optional<uint64_t> aikernel::run::countElements(ArrayRef<uint64_t> shape) {
  uint64_t count = 1;
  for (uint64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count))
      return std::nullopt;
  return count;
}

std::string aikernel::run::formatIndex(uint64_t flat,
                                       ArrayRef<uint64_t> shape) {
  Shape index(shape.size());
  for (size_t axis = shape.size(); axis-- > 0; flat /= shape[axis])
    index[axis] = axis == 0 ? flat : flat % shape[axis];
  return "[" + list(index, ", ") + "]";
}
