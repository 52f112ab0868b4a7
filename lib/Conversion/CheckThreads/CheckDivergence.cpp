//===- CheckDivergence.cpp - Do all threads go to a barrier? --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In front of each branch or loop around a barrier, or around a collective of
// the block, all threads vote which way they go. After a barrier that is for
// this alone they know whether all go the same.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/LinearId.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

namespace aikernel {
#define GEN_PASS_DEF_CHECKDIVERGENCE
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class CheckDivergencePass
    : public aikernel::impl::CheckDivergenceBase<CheckDivergencePass> {
public:
  void runOnOperation() override;

private:
  using Builder = ImplicitLocOpBuilder;

  void check(Operation *branch);
  /// The operand as all threads have it, checked in front of `place`.
  void agreeOn(OpOperand &operand, Operation *place, Operation *branch,
               Operation *barrier);
};

} // namespace

/// What all threads of the block must reach, or an empty text.
static StringRef verbOf(Operation *op) {
  return llvm::TypeSwitch<Operation *, StringRef>(op)
      .Case([](gpu::BarrierOp) { return "SYNC_THREADS"; })
      .Case([](ReduceOp reduce) {
        return reduce.getScope() == Scope::Block ? "BLOCK_REDUCE" : "";
      })
      .Case([](ScanOp scan) {
        return scan.getScope() == Scope::Block ? "BLOCK_SCAN" : "";
      })
      .Default([](Operation *) { return ""; });
}

static Operation *firstBarrierIn(Operation *branch) {
  Operation *found = nullptr;
  branch->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (verbOf(op).empty())
      return WalkResult::advance();
    found = op;
    return WalkResult::interrupt();
  });
  return found;
}

static Value asWord(ImplicitLocOpBuilder &builder, Value value) {
  Type i64 = builder.getI64Type();
  if (value.getType() == i64)
    return value;
  if (value.getType().isIndex())
    return arith::IndexCastOp::create(builder, i64, value);
  return arith::ExtUIOp::create(builder, i64, value);
}

static Value fromWord(ImplicitLocOpBuilder &builder, Value word, Type type) {
  if (type == word.getType())
    return word;
  if (type.isIndex())
    return arith::IndexCastOp::create(builder, type, word);
  return arith::TruncIOp::create(builder, type, word);
}

void CheckDivergencePass::agreeOn(OpOperand &operand, Operation *place,
                                  Operation *branch, Operation *barrier) {
  if (matchPattern(operand.get(), m_Constant()))
    return;
  Builder builder(branch->getLoc(), place);
  Value block = linearBlockId(builder), thread = linearThreadId(builder);
  VoteOp::create(builder, asWord(builder, operand.get()), block, thread);
  gpu::BarrierOp::create(builder);
  Value word = AgreeOp::create(builder, builder.getI64Type(), verbOf(barrier),
                               siteOf(barrier->getLoc()),
                               siteOf(branch->getLoc()), block);
  operand.set(fromWord(builder, word, operand.get().getType()));
}

void CheckDivergencePass::check(Operation *branch) {
  Operation *barrier = firstBarrierIn(branch);
  if (!barrier)
    return;
  llvm::TypeSwitch<Operation *>(branch)
      .Case([&](scf::IfOp op) {
        agreeOn(op.getConditionMutable(), op, op, barrier);
      })
      .Case([&](scf::ForOp op) {
        agreeOn(op.getLowerBoundMutable(), op, op, barrier);
        agreeOn(op.getUpperBoundMutable(), op, op, barrier);
        agreeOn(op.getStepMutable(), op, op, barrier);
      })
      .Case([&](scf::WhileOp op) {
        scf::ConditionOp condition = op.getConditionOp();
        agreeOn(condition.getConditionMutable(), condition, op, barrier);
      });
}

/// The barriers of the votes are for branches further in, which the branches
/// around them have to be agreed on for as well; they name the source's own.
void CheckDivergencePass::runOnOperation() {
  SmallVector<Operation *> branches;
  getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<scf::IfOp, scf::ForOp, scf::WhileOp>(op))
      branches.push_back(op);
  });
  for (Operation *branch : branches)
    check(branch);
}
