//===- Bits.cpp - Signs, minima and maxima --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Functions.h"

using namespace aikernel::portable;

/// `ifEqual` where a == b, which differ at most in the sign of zero; elsewhere
/// a where `chosen` or b is NaN, else b.
static Real choose(Condition chosen, Real a, Real b, Integer ifEqual) {
  Real result = select(chosen | b.isNaN(), a, b);
  return select(a == b, ifEqual.bitcast(a.getFormat()), result);
}

namespace aikernel::portable {

uint64_t bitsOf(Real like, double value) {
  llvm::APFloat converted(value);
  bool losesInfo;
  converted.convert(like.getFormat().getFloatSemantics(),
                    llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return converted.bitcastToAPInt().getZExtValue();
}

Real withSignOf(Real magnitude, Real sign) {
  Integer signBit = sign.bits() & bitsOf(sign, -0.0);
  return (magnitude.bits() | signBit).bitcast(magnitude.getFormat());
}

Real minimumNumber(Real a, Real b) {
  return choose(a < b, a, b, a.bits() | b.bits());
}

Real maximumNumber(Real a, Real b) {
  return choose(b < a, a, b, a.bits() & b.bits());
}

} // namespace aikernel::portable
