//===- ContractFloatingPoint.cpp - a * b + c as one operation -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

namespace aikernel {
#define GEN_PASS_DEF_CONTRACTFLOATINGPOINT
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using arith::FastMathFlags;

static bool mayContract(arith::ArithFastMathInterface op) {
  arith::FastMathFlagsAttr flags = op.getFastMathFlagsAttr();
  return flags &&
         arith::bitEnumContainsAny(flags.getValue(), FastMathFlags::contract);
}

/// The product that `value` is, when it may become part of the sum that takes
/// it.
static arith::MulFOp fusibleProduct(Value value) {
  auto product = value.getDefiningOp<arith::MulFOp>();
  return product && mayContract(product) ? product : arith::MulFOp();
}

/// left + right or left - right, of which `product` is one side.
static Value fuse(OpBuilder &builder, Operation *sum, arith::MulFOp product) {
  Location loc = sum->getLoc();
  bool isLeft = sum->getOperand(0) == product.getResult();
  Value factor = product.getLhs();
  Value addend = sum->getOperand(isLeft ? 1 : 0);
  // Negation is exact, so a difference is rounded once as well.
  if (isa<arith::SubFOp>(sum)) {
    Value &negated = isLeft ? addend : factor;
    negated = arith::NegFOp::create(builder, loc, negated);
  }
  return math::FmaOp::create(builder, loc, factor, product.getRhs(), addend);
}

static void fuseProductInto(Operation *sum) {
  arith::MulFOp product = fusibleProduct(sum->getOperand(0));
  if (!product)
    product = fusibleProduct(sum->getOperand(1));
  if (!product)
    return;
  OpBuilder builder(sum);
  sum->getResult(0).replaceAllUsesWith(fuse(builder, sum, product));
  sum->erase();
  if (product.use_empty())
    product.erase();
}

static void removeContractFlag(arith::ArithFastMathInterface op) {
  arith::FastMathFlagsAttr flags = op.getFastMathFlagsAttr();
  if (!flags)
    return;
  op->setAttr(op.getFastMathAttrName(),
              arith::FastMathFlagsAttr::get(op.getContext(),
                                            flags.getValue() &
                                                ~FastMathFlags::contract));
}

namespace {

class ContractFloatingPointPass
    : public aikernel::impl::ContractFloatingPointBase<
          ContractFloatingPointPass> {
public:
  using ContractFloatingPointBase::ContractFloatingPointBase;

  void runOnOperation() override {
    if (enable)
      getOperation()->walk([](arith::ArithFastMathInterface op) {
        if (isa<arith::AddFOp, arith::SubFOp>(op) && mayContract(op))
          fuseProductInto(op);
      });
    getOperation()->walk(removeContractFlag);
  }
};

} // namespace
