//===- Trigonometric.cpp - sin, cos ---------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The argument is reduced exactly for every finite number (Payne and Hanek): a
// significand times as many bits of 1 / (2 pi) as can matter, modulo one turn,
// in integers. One reduction for all sizes costs no more than two and a choice.
//
//===----------------------------------------------------------------------===//

#include "Coefficients.h"
#include "Functions.h"

using namespace aikernel::portable;
using llvm::SmallVector;

namespace {

/// An unsigned number as 32-bit digits in 64-bit integers, lowest first.
using Digits = SmallVector<Integer, 6>;

/// x = high + low + quadrant * pi / 2, |high| <= pi / 4.
struct Angle {
  Pair radians;
  Integer quadrant;
};

constexpr uint64_t digitMask = 0xffffffff;

} // namespace

/// `count` 64-bit words of 1 / (2 pi) * 2^-fractionBits from bit 64 * index.
static SmallVector<Integer> selectWords(Integer index, unsigned fractionBits,
                                        unsigned count, unsigned indexBits) {
  SmallVector<Integer> words;
  Integer zero = index.constant(0);
  for (unsigned i = 0; i < (1u << (indexBits - 1)) + count; ++i) {
    uint64_t upper = i == 0 ? 0 : inverseTurn[i - 1];
    words.push_back(zero.constant(upper << (64 - fractionBits) |
                                  inverseTurn[i] >> fractionBits));
  }
  // A barrel shifter; the words that no index reaches drop out.
  for (unsigned bit = indexBits; bit-- > 0;) {
    unsigned distance = 1u << bit;
    Condition shifted = (index & distance) != 0;
    unsigned needed = std::min<size_t>(count + distance - 1, words.size());
    for (unsigned i = 0; i < needed; ++i)
      if (i + distance < words.size())
        words[i] = select(shifted, words[i + distance], words[i]);
    words.truncate(needed);
  }
  return words;
}

/// The digits of 1 / (2 pi) that meet a significand of exponent 2^position.
static Digits selectDigits(Integer position, unsigned fractionBits,
                           unsigned count) {
  unsigned wordCount = count / 2;
  unsigned indexBits = fractionBits > 32 ? 5 : 2;
  SmallVector<Integer> words =
      selectWords(position >> 6, fractionBits, wordCount + 1, indexBits);
  Integer left = position & 63;
  Integer right = position.constant(63) - left;
  Digits digits;
  for (unsigned i = wordCount; i-- > 0;) {
    Integer word = (words[i] << left) | ((words[i + 1] >> 1) >> right);
    digits.push_back(word & digitMask);
    digits.push_back(word >> 32);
  }
  return digits;
}

/// left * right modulo the size of left.
static Digits multiplyDigits(const Digits &left, const Digits &right) {
  Digits result;
  for (unsigned shift = 0; shift < right.size(); ++shift) {
    std::optional<Integer> carry;
    for (unsigned i = shift; i < left.size(); ++i) {
      Integer sum = left[i - shift] * right[shift];
      if (shift > 0)
        sum = sum + result[i];
      if (carry)
        sum = sum + *carry;
      Integer digit = sum & digitMask;
      if (shift > 0)
        result[i] = digit;
      else
        result.push_back(digit);
      carry = sum >> 32;
    }
  }
  return result;
}

/// A fraction of a turn, in units of 2^-64, from its quadrant's center.
static Pair toUnits(Real like, Integer top, const Digits &digits) {
  mlir::FloatType format = like.getFormat();
  size_t size = digits.size();
  if (like.isSingle()) {
    // 62 bits in pieces of 24, 24 and 14, each exact.
    Integer all = (top << 32) + digits[size - 2];
    Real high = all.shiftRightSigned(38).truncate(32).toReal(format);
    Real middle = ((all >> 14) & 0xffffff).truncate(32).toReal(format);
    Real low = (all & 0x3fff).truncate(32).toReal(format);
    Pair sum = addOrdered(high * 0x1p38, middle * 0x1p14);
    return {sum.high, sum.low + low};
  }
  auto piece = [&](unsigned index) {
    return digits[size - index].truncate(32).toRealUnsigned(format);
  };
  Real high = top.truncate(32).toReal(format);
  Pair first = addOrdered(high * 0x1p32, piece(2));
  Pair second =
      addOrdered(first.high, fma(piece(4), 0x1p-64, piece(3) * 0x1p-32));
  return {second.high, first.low + second.low};
}

/// |x| modulo a quarter turn.
static Angle reduceAngle(Real magnitude) {
  const Coefficients &c = coefficientsFor(magnitude);
  unsigned fractionBits = magnitude.getFractionBits();
  Integer bits = magnitude.bits();
  if (bits.getWidth() < 64)
    bits = bits.extend(64);
  Integer significand = (bits & ((uint64_t(1) << fractionBits) - 1)) |
                        uint64_t(1) << fractionBits;
  // At least zero wherever the reduction is needed.
  Integer position = (bits >> fractionBits) - (magnitude.getBias() - 1);

  bool single = magnitude.isSingle();
  Digits factor = {significand & digitMask};
  if (!single)
    factor.push_back(significand >> 32);
  Digits window = selectDigits(position, fractionBits + 1, single ? 4 : 6);
  if (single)
    window.erase(window.begin());
  Digits product = multiplyDigits(window, factor);

  Integer quadrant = (product.back() + 0x20000000) >> 30;
  Integer top = product.back() - (quadrant << 30);
  Pair radians = multiply(toUnits(magnitude, top, product),
                          {magnitude.constant(c.turn * 0x1p-64),
                           magnitude.constant(c.turnLow * 0x1p-64)});

  Condition small = magnitude < 0.78515625;
  return {
      {select(small, magnitude, radians.high), select(small, 0.0, radians.low)},
      select(small, 0, quadrant)};
}

static Real sinOfReduced(Pair r, Real square) {
  Real series = polynomial(coefficientsFor(square).sin, square);
  Real low = fma(r.low, 1.0 - 0.5 * square, r.high * square * series);
  return r.high + low;
}

static Real cosOfReduced(Pair r, Real square) {
  Real series = polynomial(coefficientsFor(square).cos, square);
  Real half = square * 0.5;
  Real high = 1.0 - half;
  Real low = fma(square * square, series, -(r.high * r.low));
  return high + ((1.0 - high - half) + low);
}

/// sin(|x| + quarters * pi / 2), negated where `flip` has the sign bit.
static Real sinOfSum(Real x, unsigned quarters, std::optional<Integer> flip) {
  Real magnitude = x.absolute();
  Angle angle = reduceAngle(magnitude);
  Integer quadrant = angle.quadrant + quarters;
  Real square = angle.radians.high * angle.radians.high;
  Real result = select((quadrant & 1) != 0, cosOfReduced(angle.radians, square),
                       sinOfReduced(angle.radians, square));
  Integer sign = (quadrant & 2) << 62;
  if (x.isSingle())
    sign = (sign >> 32).truncate(32);
  if (flip)
    sign = sign ^ *flip;
  Real negated = (result.bits() ^ sign).bitcast(x.getFormat());
  return select(magnitude < x.infinity(), negated, x.quietNaN());
}

namespace aikernel::portable {

Real sin(Real x) { return sinOfSum(x, 0, x.bits() & bitsOf(x, -0.0)); }

Real cos(Real x) { return sinOfSum(x, 1, std::nullopt); }

} // namespace aikernel::portable
