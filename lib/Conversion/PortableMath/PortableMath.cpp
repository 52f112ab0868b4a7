//===- PortableMath.cpp - The pass aikernel-portable-math -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Functions.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"
#include "aikernel/Conversion/PortableMath/Passes.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace aikernel {
#define GEN_PASS_DEF_PORTABLEMATH
#include "aikernel/Conversion/PortableMath/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;
using portable::Emitter;
using portable::Real;

namespace {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

bool isHalf(Type element) { return element.isF16() || element.isBF16(); }

bool isByte(Type element) {
  return isa<Float8E4M3FNType, Float8E5M2Type>(element);
}

/// A scalar of a format that the expansions know, or a vector of such.
bool isSupported(Type type) {
  Type element = getElementTypeOrSelf(type);
  return (type == element || isa<VectorType>(type)) &&
         (isHalf(element) || element.isF32() || element.isF64());
}

Value convert(OpBuilder &builder, Location loc, Value value, Type type) {
  return buildFloatToFloat(builder, loc, value, getElementTypeOrSelf(type));
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// A function of one or two numbers; halves are computed in f32.
template <typename Op, auto function>
struct Expand : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!isSupported(type))
      return failure();
    Emitter at{rewriter, op.getLoc()};
    bool half = isHalf(getElementTypeOrSelf(type));
    auto operand = [&](unsigned index) {
      Value value = op->getOperand(index);
      if (half)
        value = convert(rewriter, at.loc, value, rewriter.getF32Type());
      return at.real(value);
    };
    Value result = apply(operand).getValue();
    rewriter.replaceOp(op, convert(rewriter, at.loc, result, type));
    return success();
  }

private:
  template <typename Operand>
  static Real apply(Operand operand) {
    if constexpr (std::is_invocable_v<decltype(function), Real, Real>)
      return function(operand(0), operand(1));
    else
      return function(operand(0));
  }
};

Real fmod(Real x, Real y) {
  Emitter &at = x.getEmitter();
  return at.real(buildFmod(at.builder, at.loc, x.getValue(), y.getValue()));
}

/// The loop of fmod has one condition, so its operands are scalars.
struct ExpandRemainder : Expand<arith::RemFOp, fmod> {
  using Expand::Expand;

  LogicalResult matchAndRewrite(arith::RemFOp op,
                                PatternRewriter &rewriter) const override {
    if (isa<ShapedType>(op.getType()))
      return failure();
    return Expand::matchAndRewrite(op, rewriter);
  }
};

//===----------------------------------------------------------------------===//
// Halves
//===----------------------------------------------------------------------===//

/// An operation on halves whose f32 result, rounded, is its correct result.
template <typename Op, bool withF16>
struct ComputeInSingle : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    Type element = getElementTypeOrSelf(type);
    if (!isSupported(type) ||
        !(element.isBF16() || (withF16 && element.isF16())))
      return failure();
    Type single = rewriter.getF32Type();
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(convert(rewriter, op.getLoc(), operand, single));
    Type wide = operands.front().getType();
    Value result = Op::create(rewriter, op.getLoc(), TypeRange(wide), operands,
                              op->getAttrs())
                       .getResult();
    rewriter.replaceOp(op, convert(rewriter, op.getLoc(), result, type));
    return success();
  }
};

struct ExpandFmaOfHalves : OpRewritePattern<math::FmaOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::FmaOp op,
                                PatternRewriter &rewriter) const override {
    if (!isSupported(op.getType()) || !isHalf(getElementTypeOrSelf(op)))
      return failure();
    Emitter at{rewriter, op.getLoc()};
    Real result = portable::fmaHalf(at.real(op.getA()), at.real(op.getB()),
                                    at.real(op.getC()));
    rewriter.replaceOp(op, result.getValue());
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

template <typename Op>
struct ExpandFloatConversion : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type from = getElementTypeOrSelf(op.getIn().getType());
    Type to = getElementTypeOrSelf(op.getType());
    bool hasBits = from.isBF16() || to.isBF16() || isByte(from) || isByte(to);
    if (!hasBits && !(from.isF64() && to.isF16()))
      return failure();
    rewriter.replaceOp(op, convert(rewriter, op.getLoc(), op.getIn(), to));
    return success();
  }
};

template <typename Op, bool isSigned>
struct ExpandIntegerToHalf : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type to = getElementTypeOrSelf(op.getType());
    if (!isHalf(to))
      return failure();
    rewriter.replaceOp(op, buildIntegerToFloat(rewriter, op.getLoc(),
                                               op.getIn(), to, isSigned));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// What every target has, correctly rounded or exact.
bool isPortable(Operation *op) {
  if (isa<arith::RemFOp>(op))
    return false;
  if (!isa<math::MathDialect>(op->getDialect()))
    return true;
  if (isa<math::FmaOp, math::SqrtOp, math::AbsFOp, math::CopySignOp,
          math::FloorOp, math::CeilOp, math::TruncOp, math::RoundEvenOp,
          math::IsFiniteOp, math::IsInfOp, math::IsNaNOp, math::IsNormalOp>(op))
    return true;
  return llvm::all_of(op->getOperandTypes(), [](Type type) {
    return getElementTypeOrSelf(type).isIntOrIndex();
  });
}

class PortableMath : public aikernel::impl::PortableMathBase<PortableMath> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populatePortableMathPatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));

    getOperation()->walk([&](Operation *op) {
      if (isPortable(op))
        return;
      op->emitOpError("has no portable expansion for ")
          << op->getOperandTypes().front();
      signalPassFailure();
    });
  }
};

} // namespace

void aikernel::populatePortableMathPatterns(RewritePatternSet &patterns) {
  patterns.add<
      Expand<math::ExpOp, portable::exp>,
      Expand<math::Exp2Op, static_cast<Real (*)(Real)>(portable::exp2)>,
      Expand<math::LogOp, portable::log>, Expand<math::Log2Op, portable::log2>,
      Expand<math::SinOp, portable::sin>, Expand<math::CosOp, portable::cos>,
      Expand<math::TanhOp, portable::tanh>, Expand<math::ErfOp, portable::erf>,
      Expand<math::RsqrtOp, portable::rsqrt>,
      Expand<math::PowFOp, portable::pow>,
      Expand<arith::MinNumFOp, portable::minimumNumber>,
      Expand<arith::MaxNumFOp, portable::maximumNumber>, ExpandRemainder,
      ExpandFmaOfHalves>(patterns.getContext());
  patterns.add<
      ComputeInSingle<arith::AddFOp, false>,
      ComputeInSingle<arith::SubFOp, false>,
      ComputeInSingle<arith::MulFOp, false>,
      ComputeInSingle<arith::DivFOp, false>,
      ComputeInSingle<math::AbsFOp, false>, ComputeInSingle<math::SqrtOp, true>,
      ComputeInSingle<math::FloorOp, true>, ComputeInSingle<math::CeilOp, true>,
      ComputeInSingle<math::TruncOp, true>,
      ComputeInSingle<math::RoundEvenOp, true>>(patterns.getContext());
  patterns.add<ExpandFloatConversion<arith::ExtFOp>,
               ExpandFloatConversion<arith::TruncFOp>,
               ExpandIntegerToHalf<arith::SIToFPOp, true>,
               ExpandIntegerToHalf<arith::UIToFPOp, false>>(
      patterns.getContext());
}

Value aikernel::buildMinimum(OpBuilder &builder, Location loc, Value left,
                             Value right) {
  Emitter at{builder, loc};
  return minimumNumber(at.real(left), at.real(right)).getValue();
}

Value aikernel::buildMaximum(OpBuilder &builder, Location loc, Value left,
                             Value right) {
  Emitter at{builder, loc};
  return maximumNumber(at.real(left), at.real(right)).getValue();
}
