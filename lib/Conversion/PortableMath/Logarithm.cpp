//===- Logarithm.cpp - log, log2 ------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Coefficients.h"
#include "Functions.h"

#include <numbers>

using namespace aikernel::portable;

namespace aikernel::portable {

Decomposed decompose(Real x) {
  unsigned fractionBits = x.getFractionBits();
  double smallestNormal = std::ldexp(1.0, 1 - x.getBias());
  Condition denormal = x < smallestNormal;
  Integer bits =
      select(denormal, x * std::ldexp(1.0, fractionBits + 1), x).bits();

  uint64_t one = bitsOf(x, 1.0);
  uint64_t rootOfHalf = bitsOf(x, std::numbers::sqrt2 / 2);
  Integer exponent = (bits - rootOfHalf).shiftRightSigned(fractionBits);
  Real significand = (bits - (exponent << fractionBits)).bitcast(x.getFormat());
  assert(rootOfHalf < one && "the significand is centered at one");

  Integer unscaled = select(denormal, exponent - (fractionBits + 1), exponent);
  if (unscaled.getWidth() > 32)
    unscaled = unscaled.truncate(32);
  return {significand - 1.0, unscaled.toReal(x.getFormat())};
}

/// log(1 + f) - f.
static Real logMinusFraction(Real f) {
  const Coefficients &c = coefficientsFor(f);
  if (f.isSingle())
    return f * f * fma(f, polynomial(c.log, f), -0.5);
  // A quotient saves half of the many coefficients that f64 would need.
  Real s = f / (f + 2.0);
  Real z = s * s;
  Real half = f * f * 0.5;
  return fma(s, fma(z, polynomial(c.log, z), half), -half);
}

/// The values of a logarithm that are not finite.
static Real withLogLimits(Real x, Real result) {
  Real limited = select(x == x.infinity(), x, result);
  limited = select(x == 0.0, -x.infinity(), limited);
  return select(x.isNaN() | x < 0.0, x.quietNaN(), limited);
}

Real log(Real x) {
  const Coefficients &c = coefficientsFor(x);
  Decomposed parts = decompose(x);
  Pair sum = addOrdered(parts.exponent * c.ln2Short, parts.fraction);
  Real low = fma(parts.exponent, c.ln2ShortLow,
                 logMinusFraction(parts.fraction) + sum.low);
  return withLogLimits(x, sum.high + low);
}

Real log2(Real x) {
  const Coefficients &c = coefficientsFor(x);
  Decomposed parts = decompose(x);
  Real fraction = parts.fraction;
  Pair linear = multiplyExactly(fraction, x.constant(c.log2OfE));
  Real low = fma(fraction, c.log2OfELow, linear.low);
  low = fma(logMinusFraction(fraction), c.log2OfE, low);
  Pair sum = addOrdered(parts.exponent, linear.high);
  return withLogLimits(x, sum.high + (sum.low + low));
}

} // namespace aikernel::portable
