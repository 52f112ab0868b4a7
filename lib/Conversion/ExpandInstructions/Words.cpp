//===- Words.cpp - Carry-less products, bytes of words --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expansions.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include <optional>

using namespace mlir;
using namespace aikernel;
using namespace aikernel::expansion;

//===----------------------------------------------------------------------===//
// Carry-less products
//===----------------------------------------------------------------------===//

/// Ordinary products of every fourth bit: up to fifteen carries stay in the
/// three bits between. The sixteenth of 64 bits is beyond the low half.
Integer expansion::carrylessProduct(Integer left, Integer right) {
  auto everyFourth = [](Integer x, unsigned first) {
    return x & (uint64_t(0x1111111111111111) << first);
  };
  std::optional<Integer> result;
  for (unsigned first = 0; first < 4; ++first) {
    std::optional<Integer> sum;
    for (unsigned i = 0; i < 4; ++i) {
      Integer product =
          everyFourth(left, i) * everyFourth(right, (first + 4 - i) % 4);
      sum = sum ? *sum ^ product : product;
    }
    Integer bits = everyFourth(*sum, first);
    result = result ? *result | bits : bits;
  }
  return *result;
}

static Integer reverseBits(Integer x) {
  auto &at = x.getEmitter();
  return at.integer(LLVM::BitReverseOp::create(at.builder, at.loc, x.getType(),
                                               x.getValue()));
}

/// A product in reverse is that of the factors in reverse.
Integer expansion::carrylessProductHigh(Integer left, Integer right) {
  return reverseBits(carrylessProduct(reverseBits(left), reverseBits(right))) >>
         1;
}

//===----------------------------------------------------------------------===//
// Bytes of words
//===----------------------------------------------------------------------===//

Integer expansion::permuteBytes(Integer low, Integer high, Integer selector) {
  std::optional<Integer> result;
  for (unsigned byte = 0; byte < 4; ++byte) {
    Integer digit = selector >> 4 * byte;
    Integer word = select((digit & 4) == 0, low, high);
    Integer picked = (word >> ((digit & 3) << 3)) & 0xff;
    Integer moved = picked << 8 * byte;
    result = result ? *result | moved : moved;
  }
  return *result;
}

/// A byte of a word as a word.
static Integer byteOf(Integer word, unsigned byte, bool isSigned) {
  if (isSigned)
    return (word << (24 - 8 * byte)).shiftRightSigned(24);
  return (word >> 8 * byte) & 0xff;
}

Integer expansion::dotOfBytes(Integer left, bool leftSigned, Integer right,
                              bool rightSigned, Integer addend) {
  Integer sum = addend;
  for (unsigned byte = 0; byte < 4; ++byte)
    sum =
        sum + byteOf(left, byte, leftSigned) * byteOf(right, byte, rightSigned);
  return sum;
}
