//===- ThreadsToLoops.cpp - Threads one after the other -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace aikernel {
#define GEN_PASS_DEF_THREADSTOLOOPS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class ThreadsToLoopsPass
    : public aikernel::impl::ThreadsToLoopsBase<ThreadsToLoopsPass> {
public:
  void runOnOperation() override;
};

} // namespace

/// Thread numbers within the block and warp, from the loop's variables.
static void expandLanes(scf::ParallelOp threads) {
  SmallVector<Operation *> numbers;
  threads.walk([&](Operation *op) {
    if (isa<gpu::LaneIdOp, gpu::SubgroupIdOp>(op))
      numbers.push_back(op);
  });
  if (numbers.empty())
    return;
  auto builder = OpBuilder::atBlockBegin(threads.getBody());
  Location loc = threads.getLoc();
  auto ids = threads.getInductionVars();
  auto sizes = threads.getUpperBound();
  Value rows = arith::MulIOp::create(builder, loc, ids[0], sizes[1]);
  rows = arith::AddIOp::create(builder, loc, rows, ids[1]);
  Value first = arith::MulIOp::create(builder, loc, rows, sizes[2]);
  Value linear = arith::AddIOp::create(builder, loc, first, ids[2]);
  Value width =
      arith::ConstantIndexOp::create(builder, loc, warpSizeOf(threads));
  Value lane = arith::RemUIOp::create(builder, loc, linear, width);
  Value warp = arith::DivUIOp::create(builder, loc, linear, width);
  for (Operation *op : numbers) {
    op->getResult(0).replaceAllUsesWith(isa<gpu::LaneIdOp>(op) ? lane : warp);
    op->erase();
  }
}

static void toLoops(scf::ParallelOp threads) {
  expandLanes(threads);
  OpBuilder builder(threads);
  Location loc = threads.getLoc();
  SmallVector<Value> variables;
  for (auto [low, high, step] :
       llvm::zip(threads.getLowerBound(), threads.getUpperBound(),
                 threads.getStep())) {
    auto loop = scf::ForOp::create(builder, loc, low, high, step);
    variables.push_back(loop.getInductionVar());
    builder.setInsertionPointToStart(loop.getBody());
  }
  Block *body = threads.getBody();
  body->getTerminator()->erase();
  Block *target = builder.getInsertionBlock();
  for (auto [id, variable] : llvm::zip(threads.getInductionVars(), variables))
    id.replaceAllUsesWith(variable);
  target->getOperations().splice(target->getTerminator()->getIterator(),
                                 body->getOperations());
  threads.erase();
}

void ThreadsToLoopsPass::runOnOperation() {
  func::FuncOp function = getOperation();
  // Per-thread arrays are set to zero where the source defines them, so all
  // threads can use the same memory in turn; inside a loop it would grow the
  // stack.
  SmallVector<LLVM::AllocaOp> allocas;
  function.walk([&](LLVM::AllocaOp op) { allocas.push_back(op); });
  Block &entry = function.getBody().front();
  for (LLVM::AllocaOp op : allocas) {
    op.getArraySize().getDefiningOp()->moveBefore(&entry, entry.begin());
    op->moveAfter(op.getArraySize().getDefiningOp());
  }
  SmallVector<scf::ParallelOp> loops;
  function.walk([&](scf::ParallelOp op) { loops.push_back(op); });
  for (scf::ParallelOp loop : loops)
    toLoops(loop);
}
