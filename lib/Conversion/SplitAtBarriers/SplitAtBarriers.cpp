//===- SplitAtBarriers.cpp - One loop over threads between two barriers ---===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Splitter.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace aikernel {
#define GEN_PASS_DEF_SPLITATBARRIERS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class SplitAtBarriersPass
    : public aikernel::impl::SplitAtBarriersBase<SplitAtBarriersPass> {
public:
  using SplitAtBarriersBase::SplitAtBarriersBase;
  void runOnOperation() override;

private:
  bool hasCollectives(scf::ParallelOp threads) {
    return threads
        .walk([](Operation *op) {
          return isa<ShuffleOp, BallotOp, SyncWarpOp, ReduceOp, ScanOp>(op)
                     ? WalkResult::interrupt()
                     : WalkResult::advance();
        })
        .wasInterrupted();
  }
};

} // namespace

void SplitAtBarriersPass::runOnOperation() {
  SmallVector<scf::ParallelOp> loops;
  getOperation().walk([&](scf::ParallelOp op) { loops.push_back(op); });
  std::optional<Slots> slots;
  for (scf::ParallelOp threads : loops) {
    bool lowersCollectives = collectives && hasCollectives(threads);
    if (!lowersCollectives && !containsBarrier(threads))
      continue;
    if (!slots)
      slots.emplace(getOperation());
    if (lowersCollectives &&
        failed(lowerCollectivesThroughSlots(threads, *slots)))
      return signalPassFailure();
    if (failed(carryThroughSlots(threads, *slots)))
      return signalPassFailure();
    cutAtBarriers(threads, *slots);
  }
}
