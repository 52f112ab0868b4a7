//===- ErrorFunction.cpp - erf --------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Coefficients.h"
#include "Functions.h"

namespace aikernel::portable {

Real erf(Real x) {
  const Coefficients &c = coefficientsFor(x);
  Real magnitude = x.absolute();
  Real small =
      fma(magnitude, polynomial(c.erf, magnitude * magnitude), magnitude);

  // 1 - e^log(1 - erf(x)); beyond the limit that is 1.
  Real limited = select(magnitude < c.erfLimit, magnitude, c.erfLimit);
  Real large = 1.0 - expInRange(polynomial(c.erfc, limited - c.erfEdge));

  Real result = withSignOf(select(magnitude < c.erfEdge, small, large), x);
  return select(x.isNaN(), x.quietNaN(), result);
}

} // namespace aikernel::portable
