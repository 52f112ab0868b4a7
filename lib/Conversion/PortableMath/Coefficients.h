//===- Coefficients.h - The constants of the expansions ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table a format, with the same members in both, so that one expansion
// serves f32 and f64. utils/math/coefficients.py derives and writes the values.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_PORTABLEMATH_COEFFICIENTS_H
#define AIKERNEL_LIB_CONVERSION_PORTABLEMATH_COEFFICIENTS_H

#include "Expression.h"

namespace aikernel::portable {

/// Polynomial coefficients, lowest power first.
class Series {
public:
  constexpr Series(std::initializer_list<double> list) : size(list.size()) {
    unsigned index = 0;
    for (double value : list)
      values[index++] = value;
  }
  operator llvm::ArrayRef<double>() const { return {values, size}; }

private:
  double values[20] = {};
  unsigned size;
};

struct Coefficients {
  double log2OfE, log2OfELow;
  double ln2, ln2Low;
  double ln2Short, ln2ShortLow;
  Series exp, exp2, log;
  double powerLinear, powerLinearLow;
  double powerCubic, powerCubicLow;
  Series power;
  double turn, turnLow;
  Series sin, cos;
  Series erf;
  double erfEdge, erfLimit;
  Series erfc;
};

extern const Coefficients coefficientsForSingle;
extern const Coefficients coefficientsForDouble;

/// 1 / (2 pi) as a binary fraction.
extern const uint64_t inverseTurn[20];

inline const Coefficients &coefficientsFor(Real x) {
  return x.isSingle() ? coefficientsForSingle : coefficientsForDouble;
}

} // namespace aikernel::portable

#endif // AIKERNEL_LIB_CONVERSION_PORTABLEMATH_COEFFICIENTS_H
