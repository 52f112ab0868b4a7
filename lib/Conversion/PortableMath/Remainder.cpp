//===- Remainder.cpp - fmod -----------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Long division whose digits are as large as a product without rounding allows.
// The only expansion with a loop: the operands' exponents can be far apart.
//
//===----------------------------------------------------------------------===//

#include "Functions.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace aikernel::portable;

namespace {

/// A positive finite number as significand * 2^exponent, significand in [1, 2).
struct Split {
  Real significand;
  Integer exponent;
};

Split split(Real x) {
  unsigned fractionBits = x.getFractionBits();
  Condition denormal = x < std::ldexp(1.0, 1 - x.getBias());
  int extra = fractionBits + 1;
  Integer bits = select(denormal, x * std::ldexp(1.0, extra), x).bits();
  Integer biased = bits >> fractionBits;
  Integer fraction = bits & ((uint64_t(1) << fractionBits) - 1);
  Integer bias = select(denormal, biased.constant(x.getBias() + extra),
                        biased.constant(x.getBias()));
  return {(fraction | bitsOf(x, 1.0)).bitcast(x.getFormat()), biased - bias};
}

/// rest * 2^distance modulo divisor, for rest < divisor.
Real remainderOfShifted(Real rest, Real divisor, Integer distance) {
  Emitter &at = rest.getEmitter();
  OpBuilder &builder = at.builder;
  // Quotients stay below 2^fractionBits.
  unsigned step = rest.getFractionBits() - 1;

  Type types[] = {rest.getType(), distance.getType()};
  auto before = [&](OpBuilder &, Location loc, ValueRange values) {
    Integer left = at.integer(values[1]);
    Condition more = left.constant(0).lessSigned(left);
    scf::ConditionOp::create(builder, loc, more.getValue(), values);
  };
  auto after = [&](OpBuilder &, Location loc, ValueRange values) {
    Real current = at.real(values[0]);
    Integer left = at.integer(values[1]);
    Integer shift = select(left.lessSigned(step), left, step);
    Real shifted = scale(current, shift);
    Real quotient = truncate(shifted / divisor);
    // The rounded quotient can be one too large, never too small.
    Real next = fma(-quotient, divisor, shifted);
    next = select(next < 0.0, next + divisor, next);
    scf::YieldOp::create(
        builder, loc, ValueRange{next.getValue(), (left - shift).getValue()});
  };
  auto loop = scf::WhileOp::create(
      builder, at.loc, types, ValueRange{rest.getValue(), distance.getValue()},
      before, after);
  return at.real(loop.getResult(0));
}

} // namespace

Value aikernel::buildFmod(OpBuilder &builder, Location loc, Value left,
                          Value right) {
  Emitter at{builder, loc};
  Real x = at.real(left);
  Real dividend = x.absolute();
  Real divisor = at.real(right).absolute();

  Split a = split(dividend);
  Split b = split(divisor);
  Real rest = select(a.significand < b.significand, a.significand,
                     a.significand - b.significand);
  rest = remainderOfShifted(rest, b.significand, a.exponent - b.exponent);

  Real result = select(dividend < divisor, dividend, scale(rest, b.exponent));
  Condition defined =
      dividend < x.infinity() & !(divisor == 0.0 | divisor.isNaN());
  return select(defined, withSignOf(result, x), x.quietNaN()).getValue();
}
