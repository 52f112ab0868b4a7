//===- IndexOverflow.cpp - Index expressions that overflow ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IndexOverflow.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aikernel;

/// The operations that an index is computed by, as far as all of them are
/// evaluated whatever the values are: a choice may not want one of its sides.
static SmallVector<Operation *> expressionOf(Value index) {
  SetVector<Operation *> expression;
  if (Operation *op = index.getDefiningOp())
    expression.insert(op);
  for (unsigned next = 0; next < expression.size(); ++next)
    for (Value operand : expression[next]->getOperands()) {
      Operation *op = operand.getDefiningOp();
      if (op && isa_and_nonnull<arith::ArithDialect>(op->getDialect()) &&
          !isa<arith::SelectOp>(op))
        expression.insert(op);
    }
  return llvm::to_vector(expression);
}

/// Whether a value of twice the width fits: what is computed from narrow
/// operands is exact there.
static Value fits(OpBuilder &builder, Location loc, Value wide, unsigned width,
                  bool isSigned) {
  Type type = wide.getType();
  auto constant = [&](const APInt &value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  };
  if (isSigned)
    wide = arith::AddIOp::create(
        builder, loc, wide,
        constant(APInt::getOneBitSet(2 * width, width - 1)));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, wide,
                               constant(APInt::getOneBitSet(2 * width, width)));
}

static Value toI64(OpBuilder &builder, Location loc, Value wide) {
  unsigned width = wide.getType().getIntOrFloatBitWidth();
  Type i64 = builder.getI64Type();
  if (width == 64)
    return wide;
  if (width > 64)
    return arith::TruncIOp::create(builder, loc, i64, wide);
  return arith::ExtSIOp::create(builder, loc, i64, wide);
}

void aikernel::checkOverflow(OpBuilder &builder, Location loc, Value index,
                             Value length,
                             SmallVectorImpl<BoundsCheck> &checks) {
  for (Operation *op : expressionOf(index)) {
    auto flags = dyn_cast<arith::ArithIntegerOverflowFlagsInterface>(op);
    if (!flags || !isa<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
      continue;
    bool isSigned = flags.hasNoSignedWrap();
    if (!isSigned && !flags.hasNoUnsignedWrap())
      continue;
    unsigned width = op->getResult(0).getType().getIntOrFloatBitWidth();
    Type wideType = builder.getIntegerType(2 * width);
    auto extend = [&](Value narrow) -> Value {
      if (isSigned)
        return arith::ExtSIOp::create(builder, loc, wideType, narrow);
      return arith::ExtUIOp::create(builder, loc, wideType, narrow);
    };
    SmallVector<Value> operands =
        llvm::map_to_vector(op->getOperands(), extend);
    OperationState state(loc, op->getName(), operands, wideType);
    Value wide = builder.create(state)->getResult(0);
    checks.push_back({fits(builder, loc, wide, width, isSigned),
                      toI64(builder, loc, wide), length});
  }
}

void aikernel::dropOverflowFlags(FunctionOpInterface function) {
  function->walk([](Operation *op) {
    llvm::TypeSwitch<Operation *>(op)
        .Case<arith::AddIOp, arith::SubIOp, arith::MulIOp, arith::ShLIOp>(
            [](auto arithmetic) {
              arithmetic.setOverflowFlags(arith::IntegerOverflowFlags::none);
            });
  });
}
