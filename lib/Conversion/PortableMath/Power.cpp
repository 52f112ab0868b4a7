//===- Power.cpp - pow, rsqrt ---------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Coefficients.h"
#include "Functions.h"

using namespace aikernel::portable;

/// log2 of a positive finite number with about twice its precision.
static Pair log2Pair(Real x) {
  const Coefficients &c = coefficientsFor(x);
  Decomposed parts = decompose(x);
  Real f = parts.fraction;

  // s = f / (2 + f)
  Pair divisor = addOrdered(x.constant(2.0), f);
  Real reciprocal = 1.0 / divisor.high;
  Real high = f * reciprocal;
  Real rest = fma(-high, divisor.low, fma(-high, divisor.high, f));
  Pair s = {high, rest * reciprocal};
  Pair square = multiply(s, s);

  // log2(1 + f) = s * linear + s^3 * (cubic + s^2 * series)
  Real series = square.high * polynomial(c.power, square.high);
  Pair factor = addOrdered(x.constant(c.powerCubic), series);
  factor.low = factor.low + c.powerCubicLow;
  Pair cubic = multiply(multiply(s, square), factor);
  Pair linear =
      multiply(s, {x.constant(c.powerLinear), x.constant(c.powerLinearLow)});

  Pair sum = addOrdered(linear.high, cubic.high);
  sum.low = sum.low + (linear.low + cubic.low);
  Pair total = addOrdered(parts.exponent, sum.high);
  return addOrdered(total.high, total.low + sum.low);
}

namespace aikernel::portable {

Real pow(Real x, Real y) {
  Real magnitude = x.absolute();
  Pair logarithm = log2Pair(magnitude);
  Pair exponent = multiplyExactly(y, logarithm.high);
  exponent.low = fma(y, logarithm.low, exponent.low);
  Real result = exp2(exponent);

  Condition zero = magnitude == 0.0;
  Condition infinite = magnitude == x.infinity();
  Condition vanishes = zero ^ y < 0.0;
  Real limit = select(vanishes, x.constant(0.0), x.infinity());
  result = select(zero | infinite, limit, result);
  result = select(magnitude == 1.0, 1.0, result);

  Condition whole = roundEven(y) == y;
  Real half = y * 0.5;
  Condition odd = whole & roundEven(half) != half;
  Real signOfX = select(odd, x, 0.0);
  result = withSignOf(result, signOfX);

  Condition undefined = x < 0.0 & !whole & !infinite;
  result = select(undefined | x.isNaN() | y.isNaN(), x.quietNaN(), result);
  return select(x == 1.0 | y == 0.0, 1.0, result);
}

Real rsqrt(Real x) {
  Real result = 1.0 / sqrt(x);
  return select(result.isNaN(), x.quietNaN(), result);
}

} // namespace aikernel::portable
