//===- CarryThroughSlots.cpp - Per-thread values out of block-wide control flow -===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A branch or loop around a barrier will be one for the whole block, so it can
// carry only values that all threads share. What differs between threads is
// stored into a slot where it would have been passed on, and loaded where it
// would have arrived.
//
//===----------------------------------------------------------------------===//

#include "Splitter.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace aikernel;

namespace {

class Carrier {
public:
  Carrier(scf::ParallelOp threads, Slots &slots)
      : threads(threads), slots(slots), builder(threads.getContext()),
        analysis(analyzeBlock(threads)) {}

  ~Carrier() {
    for (Operation *op : retired)
      op->destroy();
  }

  LogicalResult run(Operation *op);

private:
  LogicalResult run(scf::IfOp op);
  LogicalResult run(scf::ForOp op);
  LogicalResult run(scf::WhileOp op);

  /// Takes an operation out. It lives on to the end, so that no new one gets
  /// its address, under which the analysis knows it.
  void retire(Operation *op) {
    op->remove();
    op->dropAllReferences();
    retired.push_back(op);
  }

  LogicalResult requireUniform(Operation *op, ValueRange values);
  Value thread() { return Slots::threadNumber(builder, threads); }
  SmallVector<Slot> allocate(ValueRange values);
  /// Stores values into slots, all of them read before.
  void store(ArrayRef<Slot> to, ValueRange values);
  /// Replaces `values` by loads at the insertion point.
  void loadInstead(ValueRange values, ArrayRef<Slot> from);

  /// Which of the values that a construct carries stay with it.
  struct Split {
    SmallVector<unsigned> common, perThread;
  };
  Split splitBy(ValueRange deciding);
  static SmallVector<Value> pick(ValueRange values, ArrayRef<unsigned> which) {
    return llvm::map_to_vector(which, [&](unsigned i) { return values[i]; });
  }

  scf::ParallelOp threads;
  Slots &slots;
  OpBuilder builder;
  UniformityAnalysis analysis;
  SmallVector<Operation *> retired;
};

} // namespace

LogicalResult Carrier::requireUniform(Operation *op, ValueRange values) {
  if (analysis.areUniform(values))
    return success();
  return op->emitError("a barrier or block collective stands under a condition "
                       "that can differ between threads");
}

Carrier::Split Carrier::splitBy(ValueRange deciding) {
  Split split;
  for (auto [number, value] : llvm::enumerate(deciding))
    (analysis.isUniform(value) ? split.common : split.perThread)
        .push_back(number);
  return split;
}

SmallVector<Slot> Carrier::allocate(ValueRange values) {
  return llvm::map_to_vector(
      values, [&](Value v) { return slots.allocate(v.getType()); });
}

void Carrier::store(ArrayRef<Slot> to, ValueRange values) {
  if (to.empty())
    return;
  Value number = thread();
  for (auto [slot, value] : llvm::zip_equal(to, values))
    slots.store(builder, slot, number, value);
}

void Carrier::loadInstead(ValueRange values, ArrayRef<Slot> from) {
  if (from.empty())
    return;
  Value number = thread();
  for (auto [value, slot] : llvm::zip_equal(values, from))
    value.replaceAllUsesWith(slots.load(builder, slot, number));
}

LogicalResult Carrier::run(Operation *op) {
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return run(branch);
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return run(loop);
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    return run(loop);
  return op->emitError("internal: a barrier inside of ") << op->getName();
}

LogicalResult Carrier::run(scf::IfOp op) {
  if (failed(requireUniform(op, op.getCondition())))
    return failure();
  Split split = splitBy(op.getResults());
  if (split.perThread.empty())
    return success();
  auto results = pick(op.getResults(), split.perThread);
  auto slotsOfResults = allocate(results);
  builder.setInsertionPoint(op);
  auto narrow = scf::IfOp::create(
      builder, op.getLoc(),
      ValueRange(pick(op.getResults(), split.common)).getTypes(),
      op.getCondition(), /*addThenBlock=*/false, /*addElseBlock=*/false);
  for (auto [from, to] : llvm::zip(op->getRegions(), narrow->getRegions())) {
    to.takeBody(from);
    Operation *yield = to.front().getTerminator();
    builder.setInsertionPoint(yield);
    store(slotsOfResults, pick(yield->getOperands(), split.perThread));
    yield->setOperands(pick(yield->getOperands(), split.common));
  }
  builder.setInsertionPointAfter(narrow);
  loadInstead(results, slotsOfResults);
  for (auto [number, value] : llvm::zip(split.common, narrow.getResults()))
    op.getResult(number).replaceAllUsesWith(value);
  retire(op);
  return success();
}

LogicalResult Carrier::run(scf::ForOp op) {
  if (failed(requireUniform(
          op, {op.getLowerBound(), op.getUpperBound(), op.getStep()})))
    return failure();
  Split split = splitBy(op.getRegionIterArgs());
  if (split.perThread.empty())
    return success();
  auto carried = allocate(pick(op.getInitArgs(), split.perThread));
  builder.setInsertionPoint(op);
  store(carried, pick(op.getInitArgs(), split.perThread));
  auto narrow = scf::ForOp::create(
      builder, op.getLoc(), op.getLowerBound(), op.getUpperBound(),
      op.getStep(), pick(op.getInitArgs(), split.common),
      [](OpBuilder &, Location, Value, ValueRange) {}, op.getUnsignedCmp());

  Block *from = op.getBody(), *to = narrow.getBody();
  builder.setInsertionPointToStart(from);
  loadInstead(pick(op.getRegionIterArgs(), split.perThread), carried);
  Operation *yield = from->getTerminator();
  builder.setInsertionPoint(yield);
  store(carried, pick(yield->getOperands(), split.perThread));
  yield->setOperands(pick(yield->getOperands(), split.common));
  op.getInductionVar().replaceAllUsesWith(narrow.getInductionVar());
  for (auto [number, value] :
       llvm::zip(split.common, narrow.getRegionIterArgs()))
    op.getRegionIterArg(number).replaceAllUsesWith(value);
  to->getOperations().splice(to->end(), from->getOperations());

  builder.setInsertionPointAfter(narrow);
  loadInstead(pick(op.getResults(), split.perThread), carried);
  for (auto [number, value] : llvm::zip(split.common, narrow.getResults()))
    op.getResult(number).replaceAllUsesWith(value);
  retire(op);
  return success();
}

LogicalResult Carrier::run(scf::WhileOp op) {
  scf::ConditionOp condition = op.getConditionOp();
  if (failed(requireUniform(op, condition.getCondition())))
    return failure();
  Split entering = splitBy(op.getBeforeArguments());
  Split passing = splitBy(op.getAfterArguments());
  if (entering.perThread.empty() && passing.perThread.empty())
    return success();
  auto carried = allocate(pick(op.getInits(), entering.perThread));
  auto passed = allocate(pick(op.getResults(), passing.perThread));
  builder.setInsertionPoint(op);
  store(carried, pick(op.getInits(), entering.perThread));
  auto narrow = scf::WhileOp::create(
      builder, op.getLoc(),
      ValueRange(pick(op.getResults(), passing.common)).getTypes(),
      pick(op.getInits(), entering.common));

  auto moveBody = [&](Region &from, Region &to, const Split &arguments,
                      ArrayRef<Slot> arriving) {
    Block &block = from.front();
    builder.setInsertionPointToStart(&block);
    loadInstead(pick(block.getArguments(), arguments.perThread), arriving);
    for (unsigned number : llvm::reverse(arguments.perThread))
      block.eraseArgument(number);
    to.takeBody(from);
  };
  builder.setInsertionPoint(condition);
  store(passed, pick(condition.getArgs(), passing.perThread));
  condition.getArgsMutable().assign(pick(condition.getArgs(), passing.common));
  scf::YieldOp yield = op.getYieldOp();
  builder.setInsertionPoint(yield);
  store(carried, pick(yield.getOperands(), entering.perThread));
  yield->setOperands(pick(yield.getOperands(), entering.common));
  moveBody(op.getBefore(), narrow.getBefore(), entering, carried);
  moveBody(op.getAfter(), narrow.getAfter(), passing, passed);

  builder.setInsertionPointAfter(narrow);
  loadInstead(pick(op.getResults(), passing.perThread), passed);
  for (auto [number, value] : llvm::zip(passing.common, narrow.getResults()))
    op.getResult(number).replaceAllUsesWith(value);
  retire(op);
  return success();
}

LogicalResult aikernel::carryThroughSlots(scf::ParallelOp threads,
                                          Slots &slots) {
  // Innermost first: each step replaces one operation and knows its values by
  // the analysis that was made before the first.
  SmallVector<Operation *> around;
  threads.getBody()->walk([&](Operation *op) {
    if (op->getNumRegions() && containsBarrier(op))
      around.push_back(op);
  });
  Carrier carrier(threads, slots);
  for (Operation *op : around)
    if (failed(carrier.run(op)))
      return failure();
  return success();
}
