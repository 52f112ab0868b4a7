//===- ExpandInstructions.cpp - The pass ----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expansions.h"
#include "Instructions.h"
#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"
#include "llvm/ADT/TypeSwitch.h"

namespace aikernel {
#define GEN_PASS_DEF_EXPANDINSTRUCTIONS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;
using namespace aikernel::expansion;
using portable::Emitter;

static SmallVector<Value, 4> values(ArrayRef<Integer> integers) {
  return llvm::map_to_vector<4>(integers,
                                [](Integer x) { return x.getValue(); });
}

static SmallVector<Value, 4> expand(Emitter &at, AesOp op) {
  auto columns = [&](unsigned first) -> Columns {
    return {at.integer(op->getOperand(first)),
            at.integer(op->getOperand(first + 1)),
            at.integer(op->getOperand(first + 2)),
            at.integer(op->getOperand(first + 3))};
  };
  return values(aesRound(op.getRound(), columns(0), columns(4)));
}

static SmallVector<Value, 4> expand(Emitter &at, AesSubWordsOp op) {
  Integer first = at.integer(op.getW0()), zero = first.constant(0);
  Columns words = substitute({first, at.integer(op.getW1()), zero, zero});
  return {words[0].getValue(), words[1].getValue()};
}

static SmallVector<Value, 4> expand(Emitter &at, ClmulOp op) {
  Integer left = at.integer(op.getLeft()), right = at.integer(op.getRight());
  return values(op.getHigh() ? carrylessProductHigh(left, right)
                             : carrylessProduct(left, right));
}

static SmallVector<Value, 4> expand(Emitter &at, BytePermOp op) {
  return values(permuteBytes(at.integer(op.getLow()), at.integer(op.getHigh()),
                             at.integer(op.getSelector())));
}

static SmallVector<Value, 4> expand(Emitter &at, Dot4Op op) {
  return values(dotOfBytes(at.integer(op.getLeft()), op.getLeftSigned(),
                           at.integer(op.getRight()), op.getRightSigned(),
                           at.integer(op.getAddend())));
}

static bool isInstruction(Operation *op) {
  return isa<AesOp, AesSubWordsOp, ClmulOp, BytePermOp, Dot4Op>(op);
}

static SmallVector<Value, 4> expand(OpBuilder &builder, Operation *op) {
  Emitter at{builder, op->getLoc()};
  return TypeSwitch<Operation *, SmallVector<Value, 4>>(op)
      .Case<AesOp, AesSubWordsOp, ClmulOp, BytePermOp, Dot4Op>(
          [&](auto typed) { return expand(at, typed); });
}

static std::unique_ptr<Instructions> makeInstructions(StringRef target) {
  if (target == "nvptx")
    return makeNVPTXInstructions();
  if (target.starts_with("gfx"))
    return makeAMDGPUInstructions(target);
  if (target == "avx512")
    return makeX86Instructions(512);
  if (target == "avx2")
    return makeX86Instructions(256);
  return std::make_unique<Instructions>();
}

namespace {
class ExpandInstructions
    : public aikernel::impl::ExpandInstructionsBase<ExpandInstructions> {
public:
  using ExpandInstructionsBase::ExpandInstructionsBase;

  void runOnOperation() override {
    std::unique_ptr<Instructions> instructions = makeInstructions(target);
    SmallVector<Operation *> all;
    getOperation()->walk([&](Operation *op) {
      if (isInstruction(op))
        all.push_back(op);
    });
    for (Operation *op : all) {
      OpBuilder builder(op);
      SmallVector<Value, 4> results = instructions->lower(builder, op);
      if (results.empty())
        results = expand(builder, op);
      op->replaceAllUsesWith(results);
      op->erase();
    }
  }
};
} // namespace
