//===- VectorizeThreads.cpp - The loops over threads as loops over vectors -===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Without warp operations nobody can tell in which groups threads run. Rows of
// the block are cut into vectors, so that thread ids along x are consecutive in
// every vector and those along y and z uniform; a row's rest runs under a mask.
//
// With warp operations a vector is a warp: 32 threads in x-fastest order. When
// the block has one row that again means consecutive ids; other blocks take a
// second version whose ids are computed lane by lane.
//
//===----------------------------------------------------------------------===//

#include "ThreadVectorizer.h"
#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"

namespace aikernel {
#define GEN_PASS_DEF_VECTORIZETHREADS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class VectorizeThreadsPass
    : public aikernel::impl::VectorizeThreadsBase<VectorizeThreadsPass> {
public:
  using VectorizeThreadsBase::VectorizeThreadsBase;
  void runOnOperation() override;
};

/// Replaces one loop over threads.
class ThreadLoop {
public:
  ThreadLoop(scf::ParallelOp threads, unsigned lanes, bool trustsIndices)
      : threads(threads), lanes(lanes), trustsIndices(trustsIndices),
        builder(threads), loc(threads.getLoc()) {}

  void vectorizeRows();
  void vectorizeWarps();

private:
  enum { Z, Y, X };

  /// How the ids of a vector's threads are given.
  struct Ids {
    SmallVector<Value, 3> values;
    SmallVector<Stride, 3> strides;
    Value subgroup;
  };
  void writeVector(const Ids &ids, Value mask);
  void remarkOn(ThreadVectorizer &vectorizer, const Ids &ids);
  /// `whole` vectors' threads from 0, then the rest under a mask.
  void writeChunks(Value count, llvm::function_ref<Ids(Value)> idsAt);
  Ids idsByDivision(Value first, Value subgroup);
  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value size(unsigned axis) { return threads.getUpperBound()[axis]; }

  scf::ParallelOp threads;
  unsigned lanes;
  bool trustsIndices;
  OpBuilder builder;
  Location loc;
};

} // namespace

void ThreadLoop::writeVector(const Ids &ids, Value mask) {
  SmallVector<std::pair<Value, Stride>> seeds;
  for (auto [id, stride] : llvm::zip(threads.getInductionVars(), ids.strides))
    seeds.push_back({id, stride});
  auto oracle = [](Operation *op) -> std::optional<Stride> {
    if (isa<BallotOp, gpu::SubgroupIdOp, AgreeOp>(op))
      return Stride(0);
    if (isa<gpu::LaneIdOp>(op))
      return Stride(1);
    if (isa<ShuffleOp>(op))
      return Stride();
    // Per-thread arrays are interleaved, see Memory.cpp.
    if (auto alloca = dyn_cast<LLVM::AllocaOp>(op)) {
      Type element =
          cast<LLVM::LLVMArrayType>(alloca.getElemType()).getElementType();
      return Stride(DataLayout::closest(op).getTypeSize(element));
    }
    return std::nullopt;
  };
  UniformityAnalysis analysis(threads, seeds, oracle);
  ThreadVectorizer vectorizer(builder, lanes, trustsIndices, analysis);
  for (auto [id, value] : llvm::zip(threads.getInductionVars(), ids.values))
    vectorizer.bind(id, value);
  threads.getBody()->walk([&](Operation *op) {
    if (isa<gpu::LaneIdOp>(op))
      vectorizer.bind(op->getResult(0), constant(0));
    if (isa<gpu::SubgroupIdOp>(op))
      vectorizer.bind(op->getResult(0), ids.subgroup);
  });
  if (!mask)
    remarkOn(vectorizer, ids);
  vectorizer.vectorize(*threads.getBody(), mask);
}

/// Remarks are about whole vectors of threads that follow each other along x.
void ThreadLoop::remarkOn(ThreadVectorizer &vectorizer, const Ids &ids) {
  if (ids.strides[X] != 1)
    return;
  StringRef function = threads->getParentOfType<func::FuncOp>().getName();
  vectorizer.remarkFor(function);
  remark::analysis(loc, remark::RemarkOpts::name("vectors")
                            .category(remarkCategory)
                            .function(function))
      << remark::metric("Lanes", lanes)
      << remark::metric("Warps", bool(ids.subgroup));
}

void ThreadLoop::writeChunks(Value count,
                             llvm::function_ref<Ids(Value)> idsAt) {
  Value width = constant(lanes);
  Value rest = arith::RemUIOp::create(builder, loc, count, width);
  Value whole = arith::SubIOp::create(builder, loc, count, rest);
  auto loop = scf::ForOp::create(builder, loc, constant(0), whole, width);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    writeVector(idsAt(loop.getInductionVar()), Value());
  }
  Value hasRest = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                        rest, constant(0));
  auto tail = scf::IfOp::create(builder, loc, hasRest, /*withElse=*/false);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(tail.thenBlock());
  Value lane = vector::StepOp::create(
      builder, loc, VectorType::get({lanes}, builder.getIndexType()));
  Value limit = vector::BroadcastOp::create(builder, loc, lane.getType(), rest);
  Value mask = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                     lane, limit);
  writeVector(idsAt(whole), mask);
}

void ThreadLoop::vectorizeRows() {
  Value zero = constant(0), one = constant(1);
  auto planes = scf::ForOp::create(builder, loc, zero, size(Z), one);
  builder.setInsertionPointToStart(planes.getBody());
  auto rows = scf::ForOp::create(builder, loc, zero, size(Y), one);
  builder.setInsertionPointToStart(rows.getBody());
  writeChunks(size(X), [&](Value x) {
    return Ids{{planes.getInductionVar(), rows.getInductionVar(), x},
               {0, 0, 1},
               Value()};
  });
  threads.erase();
}

/// Ids of consecutive threads of a block with several rows, one by one.
ThreadLoop::Ids ThreadLoop::idsByDivision(Value first, Value subgroup) {
  auto type = VectorType::get({lanes}, builder.getIndexType());
  auto splat = [&](Value v) -> Value {
    return vector::BroadcastOp::create(builder, loc, type, v);
  };
  Value linear = arith::AddIOp::create(
      builder, loc, splat(first), vector::StepOp::create(builder, loc, type));
  Value row = arith::DivUIOp::create(builder, loc, linear, splat(size(X)));
  Value x = arith::RemUIOp::create(builder, loc, linear, splat(size(X)));
  Value y = arith::RemUIOp::create(builder, loc, row, splat(size(Y)));
  Value z = arith::DivUIOp::create(builder, loc, row, splat(size(Y)));
  return Ids{{z, y, x}, {std::nullopt, std::nullopt, std::nullopt}, subgroup};
}

void ThreadLoop::vectorizeWarps() {
  Value rows = arith::MulIOp::create(builder, loc, size(Z), size(Y));
  Value count = arith::MulIOp::create(builder, loc, rows, size(X));
  Value isOneRow = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                         rows, constant(1));
  auto branch = scf::IfOp::create(builder, loc, isOneRow, /*withElse=*/true);
  auto subgroupOf = [&](Value first) -> Value {
    return arith::DivUIOp::create(builder, loc, first, constant(lanes));
  };
  builder.setInsertionPointToStart(branch.thenBlock());
  writeChunks(count, [&](Value first) {
    return Ids{{constant(0), constant(0), first}, {0, 0, 1}, subgroupOf(first)};
  });
  builder.setInsertionPointToStart(branch.elseBlock());
  writeChunks(count, [&](Value first) {
    return idsByDivision(first, subgroupOf(first));
  });
  threads.erase();
}

void VectorizeThreadsPass::runOnOperation() {
  SmallVector<scf::ParallelOp> loops;
  bool hasWarpOperations = false;
  getOperation().walk([&](Operation *op) {
    if (auto loop = dyn_cast<scf::ParallelOp>(op))
      loops.push_back(loop);
    hasWarpOperations |=
        isa<ShuffleOp, BallotOp, SyncWarpOp, gpu::LaneIdOp, gpu::SubgroupIdOp>(
            op);
  });
  for (scf::ParallelOp loop : loops) {
    if (hasWarpOperations)
      ThreadLoop(loop, warpSizeOf(loop), trustIndices).vectorizeWarps();
    else
      ThreadLoop(loop, lanes, trustIndices).vectorizeRows();
  }
}
