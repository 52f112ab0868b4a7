//===- Functions.h - Elementary functions as formulas -----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function takes f32 or f64 and emits straight-line code: no branch, no
// call, no memory. The error bounds stand in docs/math.md. A NaN result is
// always the positive quiet NaN without payload.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_PORTABLEMATH_FUNCTIONS_H
#define AIKERNEL_LIB_CONVERSION_PORTABLEMATH_FUNCTIONS_H

#include "Expression.h"

namespace aikernel::portable {

Real exp(Real x);
Real exp2(Real x);
Real log(Real x);
Real log2(Real x);
Real sin(Real x);
Real cos(Real x);
Real tanh(Real x);
Real erf(Real x);
Real rsqrt(Real x);
Real pow(Real x, Real y);

/// The number when one side is NaN; -0 is less than +0.
Real minimumNumber(Real a, Real b);
Real maximumNumber(Real a, Real b);

/// a * b + c rounded once, in f16 or bf16, which targets do not agree on.
Real fmaHalf(Real a, Real b, Real c);

//===----------------------------------------------------------------------===//
// Parts that several functions share
//===----------------------------------------------------------------------===//

/// The bits of `value` in the format of `like`.
uint64_t bitsOf(Real like, double value);

/// A number rounded to the nearest integer, for numbers well below 2^22 (2^51).
struct Rounded {
  Real value;
  Integer integer;
};
Rounded roundProduct(Real x, double factor);

/// x * 2^n with one rounding, for a normal x and n in twice the exponent range.
Real scale(Real x, Integer n);

/// e^x for an x whose result is neither denormal nor infinite.
Real expInRange(Real x);
/// e^x - 1 for a non-negative x whose result is far from infinite.
Pair expMinus1(Real x);
/// 2^(x.high + x.low), from 0 to infinity.
Real exp2(Pair x);

/// x = (1 + fraction) * 2^exponent, 1 + fraction between sqrt(1/2) and sqrt(2);
/// for a positive finite x.
struct Decomposed {
  Real fraction;
  Real exponent;
};
Decomposed decompose(Real x);

/// magnitude with the sign of `sign`; magnitude has none.
Real withSignOf(Real magnitude, Real sign);

} // namespace aikernel::portable

#endif // AIKERNEL_LIB_CONVERSION_PORTABLEMATH_FUNCTIONS_H
