//===- ConvergeCollectives.cpp - Collectives where all threads meet -------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Works from the outside in. At each place `active` tells which threads of the
// group (a warp, or with `block` a block) would be there in the source; no
// value means all. All threads of the group pass every place, but only the
// active ones may have effects: operations between two collectives go under one
// `scf.if active`, while those that anybody may compute stay where they are.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Conversion/UniformityAnalysis/UniformityAnalysis.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

namespace aikernel {
#define GEN_PASS_DEF_CONVERGECOLLECTIVES
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class Converger {
public:
  Converger(gpu::GPUFuncOp kernel, bool isBlockWide)
      : kernel(kernel), isBlockWide(isBlockWide), builder(kernel.getContext()) {
  }

  /// Takes apart what stands in `block`, which all threads of the group pass:
  /// all of it, or what stands before `end`.
  LogicalResult converge(Block &block, Value active, Operation *end = nullptr);

private:
  LogicalResult converge(Operation *op, Value active);
  LogicalResult converge(scf::IfOp op, Value active);
  LogicalResult converge(scf::ForOp op, Value active);
  LogicalResult converge(scf::WhileOp op, Value active);
  LogicalResult takeApart(scf::IfOp op, Value active);
  LogicalResult takeApart(scf::WhileOp op, Value active);
  void guard(ArrayRef<Operation *> ops, Value active);

  bool isUniform(ValueRange values);
  Value both(Location loc, Value active, Value condition);
  Value isAnyTrue(Location loc, Value condition);
  Value constant(Location loc, Type type, int64_t value) {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  }

  gpu::GPUFuncOp kernel;
  bool isBlockWide;
  OpBuilder builder;
};

class ConvergeCollectivesPass
    : public aikernel::impl::ConvergeCollectivesBase<ConvergeCollectivesPass> {
public:
  using ConvergeCollectivesBase::ConvergeCollectivesBase;

  void runOnOperation() override {
    Converger converger(getOperation(), block);
    if (failed(converger.converge(getOperation().getBody().front(), Value())))
      signalPassFailure();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// What operations are
//===----------------------------------------------------------------------===//

static bool isCollective(Operation *op) {
  return isa<ReduceOp, ScanOp, ShuffleOp, BallotOp, SyncWarpOp>(op);
}

static bool isBlockWideOp(Operation *op) {
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return reduce.getScope() == Scope::Block;
  if (auto scan = dyn_cast<ScanOp>(op))
    return scan.getScope() == Scope::Block;
  return isa<gpu::BarrierOp>(op);
}

static bool contains(Operation *op, bool (*predicate)(Operation *)) {
  return op
      ->walk([&](Operation *inner) {
        return predicate(inner) ? WalkResult::interrupt()
                                : WalkResult::advance();
      })
      .wasInterrupted();
}

/// px allows block-wide operations under uniform control flow only.
static bool isUniformByRule(Operation *op) {
  return contains(op, isBlockWideOp);
}

/// An operation that does no harm in a thread that is not there. An array of a
/// thread must outlive the branch that it stands in, as its uses may.
static bool isHarmless(Operation *op) {
  return isa<memref::AllocaOp>(op) || (op->getNumRegions() == 0 && isPure(op));
}

/// What the general rules of the analysis do not know of kernels.
static std::optional<Stride> strideInKernel(Operation *op, bool isBlockWide) {
  constexpr Stride uniform = 0, varying = std::nullopt;
  Stride sameInWarp = isBlockWide ? varying : uniform;
  return llvm::TypeSwitch<Operation *, std::optional<Stride>>(op)
      .Case<gpu::ThreadIdOp, gpu::GlobalIdOp, gpu::LaneIdOp, memref::AllocaOp,
            memref::AtomicRMWOp, AtomicCasOp, ScanOp, ShuffleOp,
            CallOpInterface>(
          [&](auto) -> std::optional<Stride> { return varying; })
      .Case<gpu::SubgroupIdOp, BallotOp>(
          [&](auto) -> std::optional<Stride> { return sameInWarp; })
      .Case([&](AgreeOp) -> std::optional<Stride> { return uniform; })
      .Case([&](ReduceOp reduce) -> std::optional<Stride> {
        return reduce.getScope() == Scope::Block ? uniform : sameInWarp;
      })
      .Default([](Operation *) { return std::nullopt; });
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// Whether `values` are the same in all threads of the group, in those that are
/// not active as well: analyzed anew each time, because guards make values
/// vary.
bool Converger::isUniform(ValueRange values) {
  SmallVector<std::pair<Value, Stride>> seeds;
  for (BlockArgument argument : kernel.getBody().getArguments())
    seeds.emplace_back(argument, 0);
  UniformityAnalysis analysis(kernel, seeds, [&](Operation *op) {
    return strideInKernel(op, isBlockWide);
  });
  return analysis.areUniform(values);
}

/// Not `arith.andi`: the condition of a thread that is not active is poison.
Value Converger::both(Location loc, Value active, Value condition) {
  if (!active)
    return condition;
  return arith::SelectOp::create(builder, loc, active, condition,
                                 constant(loc, builder.getI1Type(), 0));
}

Value Converger::isAnyTrue(Location loc, Value condition) {
  if (isBlockWide)
    return ReduceOp::create(builder, loc, builder.getI1Type(), Scope::Block,
                            ReduceKind::Or, condition, Value());
  Value bits =
      BallotOp::create(builder, loc, builder.getI64Type(), condition, Value());
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, bits,
                               constant(loc, builder.getI64Type(), 0));
}

//===----------------------------------------------------------------------===//
// Straight-line code
//===----------------------------------------------------------------------===//

/// Puts `ops`, which follow each other but for harmless operations, under
/// `active`.
void Converger::guard(ArrayRef<Operation *> ops, Value active) {
  if (ops.empty())
    return;
  Block *block = ops.front()->getBlock();
  llvm::SmallPtrSet<Operation *, 16> guarded(ops.begin(), ops.end());
  auto isOutside = [&](OpOperand &use) {
    return !guarded.contains(block->findAncestorOpInBlock(*use.getOwner()));
  };
  SmallVector<Value> escaping;
  for (Operation *op : ops)
    llvm::copy_if(op->getResults(), std::back_inserter(escaping),
                  [&](Value result) {
                    return llvm::any_of(result.getUses(), isOutside);
                  });

  Location loc = ops.front()->getLoc();
  builder.setInsertionPointAfter(ops.back());
  auto ifOp = scf::IfOp::create(builder, loc, ValueRange(escaping).getTypes(),
                                active, /*addThenBlock=*/true,
                                /*addElseBlock=*/!escaping.empty());
  for (auto [value, result] : llvm::zip(escaping, ifOp.getResults()))
    value.replaceUsesWithIf(result, isOutside);
  Block *then = ifOp.thenBlock();
  for (Operation *op : ops)
    op->moveBefore(then, then->end());
  builder.setInsertionPointToEnd(then);
  scf::YieldOp::create(builder, loc, escaping);
  if (escaping.empty())
    return;
  builder.setInsertionPointToEnd(ifOp.elseBlock());
  scf::YieldOp::create(
      builder, loc, llvm::map_to_vector(escaping, [&](Value value) -> Value {
        return ub::PoisonOp::create(builder, loc, value.getType());
      }));
}

LogicalResult Converger::converge(Block &block, Value active, Operation *end) {
  SmallVector<Operation *> toGuard;
  auto usesGuarded = [&](Operation *op) {
    return llvm::any_of(op->getOperands(), [&](Value operand) {
      return llvm::is_contained(toGuard, operand.getDefiningOp());
    });
  };
  auto flush = [&] {
    if (active)
      guard(toGuard, active);
    toGuard.clear();
  };
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator())) {
    if (&op == end)
      break;
    if (contains(&op, isCollective)) {
      flush();
      if (failed(converge(&op, active)))
        return failure();
    } else if (!isHarmless(&op) || usesGuarded(&op)) {
      toGuard.push_back(&op);
    }
  }
  flush();
  return success();
}

LogicalResult Converger::converge(Operation *op, Value active) {
  builder.setInsertionPoint(op);
  auto addActive = [&](auto collective) {
    MutableOperandRange own = collective.getActiveMutable();
    if (active)
      own.assign(collective.getActive()
                     ? both(op->getLoc(), active, collective.getActive())
                     : active);
    return success();
  };
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<ReduceOp, ScanOp, ShuffleOp, BallotOp>(addActive)
      .Case([](SyncWarpOp) { return success(); })
      .Case<scf::IfOp, scf::ForOp, scf::WhileOp>(
          [&](auto branch) { return converge(branch, active); })
      .Default([](Operation *op) {
        return op->emitOpError("around a collective cannot be taken apart");
      });
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

LogicalResult Converger::converge(scf::IfOp op, Value active) {
  if (!isUniformByRule(op) && !isUniform(op.getCondition()))
    return takeApart(op, active);
  for (Region *region : op.getRegions())
    for (Block &block : *region)
      if (failed(converge(block, active)))
        return failure();
  return success();
}

/// One side after the other, then a choice between their results.
LogicalResult Converger::takeApart(scf::IfOp op, Value active) {
  Location loc = op.getLoc();
  Value condition = op.getCondition();
  Value opposite = arith::XOrIOp::create(builder, loc, condition,
                                         constant(loc, builder.getI1Type(), 1));
  Value thenActive = both(loc, active, condition);
  Value elseActive = both(loc, active, opposite);

  SmallVector<SmallVector<Value>, 2> yielded;
  auto inlineSide = [&](Block *side, Value sideActive) -> LogicalResult {
    if (failed(converge(*side, sideActive)))
      return failure();
    Operation *yield = side->getTerminator();
    yielded.emplace_back(yield->getOperands());
    yield->erase();
    op->getBlock()->getOperations().splice(op->getIterator(),
                                           side->getOperations());
    return success();
  };
  if (failed(inlineSide(op.thenBlock(), thenActive)))
    return failure();
  if (op.elseBlock() && failed(inlineSide(op.elseBlock(), elseActive)))
    return failure();

  builder.setInsertionPoint(op);
  for (auto [number, result] : llvm::enumerate(op.getResults()))
    result.replaceAllUsesWith(arith::SelectOp::create(
        builder, loc, condition, yielded[0][number], yielded[1][number]));
  op.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static scf::WhileOp toWhile(OpBuilder &builder, scf::ForOp loop) {
  Location loc = loop.getLoc();
  builder.setInsertionPoint(loop);
  SmallVector<Value> inits{loop.getLowerBound()};
  llvm::append_range(inits, loop.getInitArgs());
  TypeRange types = ValueRange(inits).getTypes();
  auto result = scf::WhileOp::create(builder, loc, types, inits);
  SmallVector<Location> locations(inits.size(), loc);

  Block *before =
      builder.createBlock(&result.getBefore(), {}, types, locations);
  auto predicate = loop.getUnsignedCmp() ? arith::CmpIPredicate::ult
                                         : arith::CmpIPredicate::slt;
  Value isInside = arith::CmpIOp::create(
      builder, loc, predicate, before->getArgument(0), loop.getUpperBound());
  scf::ConditionOp::create(builder, loc, isInside, before->getArguments());

  // The body has the same arguments: the variable and what the loop carries.
  result.getAfter().takeBody(loop.getRegion());
  Block *after = result.getAfterBody();
  Operation *yield = after->getTerminator();
  builder.setInsertionPoint(yield);
  Value next = arith::AddIOp::create(builder, loc, after->getArgument(0),
                                     loop.getStep());
  yield->insertOperands(0, next);
  loop.replaceAllUsesWith(result.getResults().drop_front());
  loop.erase();
  return result;
}

LogicalResult Converger::converge(scf::ForOp op, Value active) {
  Value control[] = {op.getLowerBound(), op.getUpperBound(), op.getStep()};
  if (isUniformByRule(op) || isUniform(control))
    return converge(*op.getBody(), active);
  return takeApart(toWhile(builder, op), active);
}

LogicalResult Converger::converge(scf::WhileOp op, Value active) {
  // Under `active`, what the condition is computed from may come from a guard.
  bool staysLoop = isUniformByRule(op) ||
                   (!active && isUniform(op.getConditionOp().getCondition()));
  if (!staysLoop)
    return takeApart(op, active);
  if (failed(converge(*op.getBeforeBody(), active)))
    return failure();
  return converge(*op.getAfterBody(), active);
}

/// A loop that goes on until no thread of the group wants another iteration. It
/// carries besides its own values who is still running, and the results: each
/// thread's are those of the moment when it stopped.
LogicalResult Converger::takeApart(scf::WhileOp op, Value active) {
  Location loc = op.getLoc();
  SmallVector<unsigned> used;
  for (OpResult result : op.getResults())
    if (!result.use_empty())
      used.push_back(result.getResultNumber());
  unsigned numPassed = op.getNumResults();

  builder.setInsertionPoint(op);
  SmallVector<Value> inits(op.getInits());
  SmallVector<Type> types(op.getResultTypes());
  inits.push_back(active ? active : constant(loc, builder.getI1Type(), 1));
  types.push_back(builder.getI1Type());
  for (unsigned number : used) {
    types.push_back(op.getResult(number).getType());
    inits.push_back(ub::PoisonOp::create(builder, loc, types.back()));
  }
  auto loop = scf::WhileOp::create(builder, loc, types, inits);
  loop.getBefore().takeBody(op.getBefore());
  loop.getAfter().takeBody(op.getAfter());

  Block *before = loop.getBeforeBody();
  Value running = before->addArgument(builder.getI1Type(), loc);
  auto condition = cast<scf::ConditionOp>(before->getTerminator());
  builder.setInsertionPoint(condition);
  Value goesOn = both(loc, running, condition.getCondition());
  SmallVector<Value> passed(condition.getArgs());
  passed.push_back(goesOn);
  for (unsigned number : used) {
    Value last = before->addArgument(op.getResult(number).getType(), loc);
    passed.push_back(
        arith::SelectOp::create(builder, loc, running, passed[number], last));
  }
  Value anyGoesOn = isAnyTrue(loc, goesOn);
  scf::ConditionOp::create(builder, loc, anyGoesOn, passed);
  condition.erase();

  Block *after = loop.getAfterBody();
  for (Type type : ArrayRef(types).drop_front(numPassed))
    after->addArgument(type, loc);
  Operation *yield = after->getTerminator();
  yield->insertOperands(yield->getNumOperands(),
                        after->getArguments().drop_front(numPassed));

  for (auto [place, number] : llvm::enumerate(used))
    op.getResult(number).replaceAllUsesWith(
        loop.getResult(numPassed + 1 + place));
  op.erase();
  if (failed(converge(*before, running, goesOn.getDefiningOp())))
    return failure();
  return converge(*after, after->getArgument(numPassed));
}
