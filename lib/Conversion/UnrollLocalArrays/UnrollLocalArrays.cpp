//===- UnrollLocalArrays.cpp - Loops over arrays that fit into registers --===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"

namespace aikernel {
#define GEN_PASS_DEF_UNROLLLOCALARRAYS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;

namespace {

using Loops = llvm::SetVector<scf::ForOp>;

/// Adds to `loops` those whose induction variables decide `index`; false if
/// anything else but constants does.
bool collectLoops(Value index, Loops &loops) {
  if (auto argument = dyn_cast<BlockArgument>(index)) {
    auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
    if (!loop || index != loop.getInductionVar() || !loop.getStaticTripCount())
      return false;
    loops.insert(loop);
    return true;
  }
  Operation *op = index.getDefiningOp();
  return op->getNumRegions() == 0 && isPure(op) &&
         llvm::all_of(op->getOperands(), [&](Value operand) {
           return collectLoops(operand, loops);
         });
}

/// The loops without which all indices of an array are constants; none if some
/// index is not known even then.
Loops loopsOver(memref::AllocaOp array) {
  Loops loops;
  auto isCounted = [&](Operation *user) {
    ValueRange indices;
    if (auto load = dyn_cast<memref::LoadOp>(user))
      indices = load.getIndices();
    else if (auto store = dyn_cast<memref::StoreOp>(user))
      indices = store.getIndices();
    else
      return false;
    return llvm::all_of(
        indices, [&](Value index) { return collectLoops(index, loops); });
  };
  return llvm::all_of(array->getUsers(), isCounted) ? loops : Loops();
}

/// Operations of a region once these loops are gone.
uint64_t unrolledSize(Region &region, const Loops &loops) {
  uint64_t size = 0;
  for (Operation &op : region.getOps()) {
    uint64_t inside = 1;
    for (Region &nested : op.getRegions())
      inside += unrolledSize(nested, loops);
    auto loop = dyn_cast<scf::ForOp>(op);
    if (loop && loops.contains(loop))
      inside *= loop.getStaticTripCount()->getLimitedValue(UINT16_MAX);
    size += inside;
  }
  return size;
}

class UnrollLocalArraysPass
    : public aikernel::impl::UnrollLocalArraysBase<UnrollLocalArraysPass> {
public:
  using UnrollLocalArraysBase::UnrollLocalArraysBase;

  void runOnOperation() override {
    gpu::GPUFuncOp kernel = getOperation();
    Loops chosen;
    kernel.walk([&](memref::AllocaOp array) {
      Loops candidate = chosen;
      candidate.insert_range(loopsOver(array));
      if (unrolledSize(kernel.getBody(), candidate) <= limit)
        chosen = std::move(candidate);
    });
    // Inner loops first: unrolling copies what is inside.
    SmallVector<scf::ForOp> inOrder;
    kernel.walk([&](scf::ForOp loop) {
      if (chosen.contains(loop))
        inOrder.push_back(loop);
    });
    for (scf::ForOp loop : inOrder)
      if (failed(loopUnrollFull(loop)))
        return signalPassFailure();
  }
};

} // namespace
