//===- GraphicsProcessors.cpp - Instructions of NVIDIA and AMD ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../PortableMath/Expression.h"
#include "Instructions.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace aikernel;
using portable::Emitter;
using portable::Integer;

static Value call(OpBuilder &builder, Operation *op, StringRef intrinsic,
                  ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(
             builder, op->getLoc(), op->getResult(0).getType(),
             builder.getStringAttr(intrinsic), operands)
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// NVIDIA
//===----------------------------------------------------------------------===//

namespace {
class NVPTXInstructions : public Instructions {
public:
  SmallVector<Value, 4> lower(OpBuilder &builder, Operation *op) override {
    if (auto dot = dyn_cast<Dot4Op>(op))
      return {lowerDot(builder, dot)};
    if (auto permutation = dyn_cast<BytePermOp>(op))
      return {lowerPermutation(builder, permutation)};
    return {};
  }

private:
  static Value lowerDot(OpBuilder &builder, Dot4Op op) {
    auto sign = [](bool isSigned) { return isSigned ? "s" : "u"; };
    std::string name = std::string("llvm.nvvm.idp4a.") +
                       sign(op.getLeftSigned()) + "." +
                       sign(op.getRightSigned());
    return call(builder, op, name,
                {op.getLeft(), op.getRight(), op.getAddend()});
  }

  /// The fourth bit of a nibble would ask for the sign of its byte.
  static Value lowerPermutation(OpBuilder &builder, BytePermOp op) {
    Emitter at{builder, op.getLoc()};
    Integer selector = at.integer(op.getSelector()) & 0x7777;
    return call(builder, op, "llvm.nvvm.prmt",
                {op.getLow(), op.getHigh(), selector.getValue()});
  }
};
} // namespace

std::unique_ptr<Instructions> aikernel::makeNVPTXInstructions() {
  return std::make_unique<NVPTXInstructions>();
}

//===----------------------------------------------------------------------===//
// AMD
//===----------------------------------------------------------------------===//

namespace {
class AMDGPUInstructions : public Instructions {
public:
  explicit AMDGPUInstructions(bool hasMixedSigns)
      : hasMixedSigns(hasMixedSigns) {}

  SmallVector<Value, 4> lower(OpBuilder &builder, Operation *op) override {
    if (auto dot = dyn_cast<Dot4Op>(op))
      return lowerDot(builder, dot);
    if (auto permutation = dyn_cast<BytePermOp>(op))
      return {lowerPermutation(builder, permutation)};
    return {};
  }

private:
  SmallVector<Value, 4> lowerDot(OpBuilder &builder, Dot4Op op) {
    auto flag = [&](bool value) -> Value {
      return arith::ConstantIntOp::create(builder, op.getLoc(), value,
                                          /*width=*/1);
    };
    Value a = op.getLeft(), b = op.getRight(), c = op.getAddend();
    Value wraps = flag(false);
    if (!op.getLeftSigned() && !op.getRightSigned())
      return {call(builder, op, "llvm.amdgcn.udot4", {a, b, c, wraps})};
    if (hasMixedSigns)
      return {call(builder, op, "llvm.amdgcn.sudot4",
                   {flag(op.getLeftSigned()), a, flag(op.getRightSigned()), b,
                    c, wraps})};
    if (op.getLeftSigned() && op.getRightSigned())
      return {call(builder, op, "llvm.amdgcn.sdot4", {a, b, c, wraps})};
    return {};
  }

  /// v_perm_b32 takes a byte where px has a nibble, and the low word second.
  static Value lowerPermutation(OpBuilder &builder, BytePermOp op) {
    Emitter at{builder, op.getLoc()};
    Integer nibbles = at.integer(op.getSelector()) & 0x7777;
    Integer pairs = (nibbles | nibbles << 8) & 0x00ff00ff;
    Integer bytes = (pairs | pairs << 4) & 0x0f0f0f0f;
    return call(builder, op, "llvm.amdgcn.perm",
                {op.getHigh(), op.getLow(), bytes.getValue()});
  }

  bool hasMixedSigns;
};
} // namespace

std::unique_ptr<Instructions> aikernel::makeAMDGPUInstructions(StringRef chip) {
  return std::make_unique<AMDGPUInstructions>(!chip.starts_with("gfx9"));
}
