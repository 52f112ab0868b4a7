//===- IntegerDivision.cpp - Division that is defined everywhere ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expression.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aikernel::portable;

namespace {

/// The cases of a divisor that hardware does not take.
struct Divisor {
  Condition zero;
  Condition minusOne;
  /// The divisor, or 1 in those cases.
  Value safe;
};

Divisor guard(Integer right, bool isSigned) {
  Condition zero = right == 0;
  // Only the smallest integer overflows, but a quotient by -1 needs no
  // division.
  Condition minusOne = right == ~uint64_t(0);
  Condition unsafe = isSigned ? zero | minusOne : zero;
  return {zero, minusOne, select(unsafe, 1, right).getValue()};
}

template <typename SignedOp, typename UnsignedOp>
Integer build(Integer left, Value right, bool isSigned) {
  Emitter &at = left.getEmitter();
  if (isSigned)
    return at.integer(
        SignedOp::create(at.builder, at.loc, left.getValue(), right));
  return at.integer(
      UnsignedOp::create(at.builder, at.loc, left.getValue(), right));
}

} // namespace

Value aikernel::buildDivide(OpBuilder &builder, Location loc, Value left,
                            Value right, bool isSigned) {
  Emitter at{builder, loc};
  Integer dividend = at.integer(left);
  auto divide = [&](Value by) {
    return build<arith::DivSIOp, arith::DivUIOp>(dividend, by, isSigned);
  };

  APInt constant;
  if (matchPattern(right, m_ConstantInt(&constant))) {
    if (constant.isZero())
      return dividend.constant(0).getValue();
    if (isSigned && constant.isAllOnes())
      return (dividend.constant(0) - dividend).getValue();
    return divide(right).getValue();
  }

  Divisor divisor = guard(at.integer(right), isSigned);
  Integer quotient = divide(divisor.safe);
  if (isSigned)
    quotient =
        select(divisor.minusOne, dividend.constant(0) - dividend, quotient);
  return select(divisor.zero, 0, quotient).getValue();
}

Value aikernel::buildRemainder(OpBuilder &builder, Location loc, Value left,
                               Value right, bool isSigned) {
  Emitter at{builder, loc};
  Integer dividend = at.integer(left);
  auto remainder = [&](Value by) {
    return build<arith::RemSIOp, arith::RemUIOp>(dividend, by, isSigned);
  };

  APInt constant;
  if (matchPattern(right, m_ConstantInt(&constant))) {
    if (constant.isZero())
      return left;
    if (isSigned && constant.isAllOnes())
      return dividend.constant(0).getValue();
    return remainder(right).getValue();
  }

  Divisor divisor = guard(at.integer(right), isSigned);
  return select(divisor.zero, dividend, remainder(divisor.safe)).getValue();
}
