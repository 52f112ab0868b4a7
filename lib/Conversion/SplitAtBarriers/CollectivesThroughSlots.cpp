//===- CollectivesThroughSlots.cpp - Warp operations without warps --------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For code that runs one thread after the other: every thread leaves its value
// in a slot, then comes a barrier, then every thread reads the slots of others.
//
// One barrier is enough, even in a loop: the next store into the slot belongs
// to a piece of code that begins when all threads have ended the piece with the
// reads.
//
//===----------------------------------------------------------------------===//

#include "Splitter.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace aikernel;

namespace {

class CollectiveLowering {
public:
  CollectiveLowering(scf::ParallelOp threads, Slots &slots)
      : threads(threads), slots(slots), builder(threads.getContext()) {}

  void lower(ShuffleOp op);
  void lower(BallotOp op);
  void lowerAny(ReduceOp op);

private:
  Value constant(int64_t value) {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getI64IntegerAttr(value));
  }
  void begin(Operation *op);
  Value isActive(Value active);
  Value threadCount();

  scf::ParallelOp threads;
  Slots &slots;
  OpBuilder builder;
  Location loc = threads.getLoc();
  const unsigned warpSize = warpSizeOf(threads);
  Value self, lane, warpBegin;
};

} // namespace

void CollectiveLowering::begin(Operation *op) {
  builder.setInsertionPoint(op);
  loc = op->getLoc();
  self = Slots::threadNumber(builder, threads);
  lane = arith::AndIOp::create(builder, loc, self, constant(warpSize - 1));
  warpBegin = arith::SubIOp::create(builder, loc, self, lane);
}

Value CollectiveLowering::isActive(Value active) {
  if (active)
    return active;
  return arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
}

Value CollectiveLowering::threadCount() {
  auto sizes = threads.getUpperBound();
  Value count = arith::MulIOp::create(
      builder, loc, arith::MulIOp::create(builder, loc, sizes[0], sizes[1]),
      sizes[2]);
  return arith::IndexCastOp::create(builder, loc, builder.getI64Type(), count);
}

void CollectiveLowering::lower(ShuffleOp op) {
  begin(op);
  Slot values = slots.allocate(op.getType());
  Slot actives = slots.allocate(builder.getI1Type());
  slots.store(builder, values, self, op.getValue());
  slots.store(builder, actives, self, isActive(op.getActive()));
  gpu::BarrierOp::create(builder, loc);

  // The slots may not be read beyond the block's last thread: its number stands
  // in for a source that does not exist, and is then not used.
  Value by =
      arith::ExtSIOp::create(builder, loc, builder.getI64Type(), op.getLane());
  Value source;
  switch (op.getMode()) {
  case ShuffleMode::Index:
    source = by;
    break;
  case ShuffleMode::Up:
    source = arith::SubIOp::create(builder, loc, lane, by);
    break;
  case ShuffleMode::Down:
    source = arith::AddIOp::create(builder, loc, lane, by);
    break;
  case ShuffleMode::Xor:
    source = arith::XOrIOp::create(builder, loc, lane, by);
    break;
  }
  Value isInWarp = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ult, source, constant(warpSize));
  Value number = arith::AddIOp::create(builder, loc, warpBegin, source);
  Value isInBlock = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ult, number, threadCount());
  Value exists = arith::AndIOp::create(builder, loc, isInWarp, isInBlock);
  Value readable = arith::SelectOp::create(builder, loc, exists, number, self);
  Value takesPart = arith::AndIOp::create(
      builder, loc, exists, slots.load(builder, actives, readable));
  Value result = arith::SelectOp::create(builder, loc, takesPart,
                                         slots.load(builder, values, readable),
                                         op.getValue());
  op.replaceAllUsesWith(result);
  op.erase();
}

void CollectiveLowering::lower(BallotOp op) {
  begin(op);
  Slot conditions = slots.allocate(builder.getI1Type());
  Value on = op.getCondition();
  // A select, not an and: conditions of inactive threads may be poison.
  if (op.getActive())
    on = arith::SelectOp::create(
        builder, loc, op.getActive(), on,
        arith::ConstantOp::create(builder, loc, builder.getBoolAttr(false)));
  slots.store(builder, conditions, self, on);
  gpu::BarrierOp::create(builder, loc);

  Value rest = arith::SubIOp::create(builder, loc, threadCount(), warpBegin);
  Value count = arith::MinUIOp::create(builder, loc, rest, constant(warpSize));
  auto loop = scf::ForOp::create(builder, loc, constant(0), count, constant(1),
                                 ValueRange{constant(0)});
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value other =
        arith::AddIOp::create(builder, loc, warpBegin, loop.getInductionVar());
    Value bit = arith::ExtUIOp::create(builder, loc, builder.getI64Type(),
                                       slots.load(builder, conditions, other));
    Value placed =
        arith::ShLIOp::create(builder, loc, bit, loop.getInductionVar());
    scf::YieldOp::create(builder, loc,
                         ValueRange{arith::OrIOp::create(
                             builder, loc, loop.getRegionIterArg(0), placed)});
  }
  op.replaceAllUsesWith(loop.getResult(0));
  op.erase();
}

/// Whether any thread of the block says so. All threads read the same slots, so
/// the result is one for the block.
void CollectiveLowering::lowerAny(ReduceOp op) {
  begin(op);
  Slot conditions = slots.allocate(builder.getI1Type());
  slots.store(builder, conditions, self, op.getValue());
  gpu::BarrierOp::create(builder, loc);
  Value no =
      arith::ConstantOp::create(builder, loc, builder.getBoolAttr(false));
  auto loop = scf::ForOp::create(builder, loc, constant(0), threadCount(),
                                 constant(1), ValueRange{no});
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value one = slots.load(builder, conditions, loop.getInductionVar());
    scf::YieldOp::create(builder, loc,
                         ValueRange{arith::OrIOp::create(
                             builder, loc, loop.getRegionIterArg(0), one)});
  }
  op.replaceAllUsesWith(loop.getResult(0));
  op.erase();
}

LogicalResult aikernel::lowerCollectivesThroughSlots(scf::ParallelOp threads,
                                                     Slots &slots) {
  SmallVector<Operation *> collectives;
  threads.walk([&](Operation *op) {
    if (isa<ShuffleOp, BallotOp, ReduceOp, ScanOp, SyncWarpOp>(op))
      collectives.push_back(op);
  });
  CollectiveLowering lowering(threads, slots);
  for (Operation *op : collectives) {
    if (auto shuffle = dyn_cast<ShuffleOp>(op)) {
      lowering.lower(shuffle);
    } else if (auto ballot = dyn_cast<BallotOp>(op)) {
      lowering.lower(ballot);
    } else if (isa<SyncWarpOp>(op)) {
      OpBuilder builder(op);
      gpu::BarrierOp::create(builder, op->getLoc());
      op->erase();
    } else {
      auto any = dyn_cast<ReduceOp>(op);
      if (!any || any.getScope() != Scope::Block ||
          any.getKind() != ReduceKind::Or || !any.getType().isInteger(1) ||
          any.getActive())
        return op->emitOpError("must have been expanded before");
      lowering.lowerAny(any);
    }
  }
  return success();
}
