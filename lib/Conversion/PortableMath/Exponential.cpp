//===- Exponential.cpp - exp, exp2, tanh ----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Coefficients.h"
#include "Functions.h"

using namespace aikernel::portable;

namespace aikernel::portable {

Rounded roundProduct(Real x, double factor) {
  // Adding 1.5 * 2^fractionBits pushes the fraction out of the number and
  // leaves the integer in the low bits.
  double shifter = std::ldexp(1.5, x.getFractionBits());
  Real shifted = fma(x, factor, x.constant(shifter));
  return {shifted - shifter, shifted.bits() - bitsOf(x, shifter)};
}

static Real powerOfTwo(Real like, Integer n) {
  return ((n + like.getBias()) << like.getFractionBits())
      .bitcast(like.getFormat());
}

Real scale(Real x, Integer n) {
  // In two steps: 2^n alone can be out of range when the result is not.
  Integer half = n.shiftRightSigned(1);
  return x * powerOfTwo(x, half) * powerOfTwo(x, n - half);
}

/// x limited to [low, high]; NaN stays.
static Real clamp(Real x, double low, double high) {
  Real limited = select(x > high, high, x);
  return select(limited < low, low, limited);
}

/// x - n * log(2), n chosen to make it small.
static Real reduceExp(Real x, Real n) {
  const Coefficients &c = coefficientsFor(x);
  return fma(n, -c.ln2Low, fma(n, -c.ln2, x));
}

/// e^r - 1 for |r| <= log(2) / 2.
static Real expMinus1OfReduced(Real r) {
  return fma(r * r, polynomial(coefficientsFor(r).exp, r), r);
}

Real exp(Real x) {
  Real limited = x.isSingle() ? clamp(x, -104, 89) : clamp(x, -746, 710);
  Rounded n = roundProduct(limited, coefficientsFor(x).log2OfE);
  Real reduced = reduceExp(limited, n.value);
  Real result = scale(expMinus1OfReduced(reduced) + 1.0, n.integer);
  return select(x.isNaN(), x.quietNaN(), result);
}

Real expInRange(Real x) {
  Rounded n = roundProduct(x, coefficientsFor(x).log2OfE);
  Real reduced = reduceExp(x, n.value);
  return (expMinus1OfReduced(reduced) + 1.0) * powerOfTwo(x, n.integer);
}

Pair expMinus1(Real x) {
  Rounded n = roundProduct(x, coefficientsFor(x).log2OfE);
  Real power = powerOfTwo(x, n.integer);
  Real r = reduceExp(x, n.value);
  Pair reduced = addOrdered(r, r * r * polynomial(coefficientsFor(x).exp, r));
  Pair sum = addOrdered(power - 1.0, reduced.high * power);
  return {sum.high, fma(reduced.low, power, sum.low)};
}

/// 2^r for |r| <= 1/2.
static Real exp2OfReduced(Real r) {
  return fma(r, polynomial(coefficientsFor(r).exp2, r), 1.0);
}

static Real clampExponent(Real x) {
  return x.isSingle() ? clamp(x, -151, 129) : clamp(x, -1076, 1025);
}

Real exp2(Real x) {
  Real limited = clampExponent(x);
  Rounded n = roundProduct(limited, 1.0);
  Real result = scale(exp2OfReduced(limited - n.value), n.integer);
  return select(x.isNaN(), x.quietNaN(), result);
}

/// e^r for |r| <= log(2) / 2.
static Real expOfReduced(Pair r) {
  Pair leading = addOrdered(r.high.constant(1.0), r.high);
  Real series =
      r.high * r.high * polynomial(coefficientsFor(r.high).exp, r.high);
  Real tail = fma(r.low, r.high, r.low);
  return leading.high + (leading.low + (series + tail));
}

Real exp2(Pair x) {
  const Coefficients &c = coefficientsFor(x.high);
  Real limited = clampExponent(x.high);
  Rounded n = roundProduct(limited, 1.0);
  // Where the high part was cut off, the low part means nothing.
  Real low = select(limited == x.high, x.low, 0.0);
  Pair reduced = addOrdered(limited - n.value, low);
  Pair log2 = {low.constant(c.ln2), low.constant(c.ln2Low)};
  return scale(expOfReduced(multiply(reduced, log2)), n.integer);
}

Real tanh(Real x) {
  // (e^2a - 1) / (e^2a + 1), which is 1 beyond the limit.
  Real doubled = x.absolute() * 2.0;
  double limit = x.isSingle() ? 20 : 44;
  Pair power = expMinus1(select(doubled > limit, limit, doubled));
  Pair divisor = addOrdered(x.constant(2.0), power.high);
  divisor.low = divisor.low + power.low;

  Real reciprocal = 1.0 / divisor.high;
  Real quotient = power.high * reciprocal;
  Real rest = fma(-quotient, divisor.high, power.high) +
              fma(-quotient, divisor.low, power.low);
  Real result = withSignOf(fma(rest, reciprocal, quotient), x);
  return select(x.isNaN(), x.quietNaN(), result);
}

} // namespace aikernel::portable
