//===- ControlFlow.cpp - Divergent control flow under masks ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Branches and loops on uniform conditions are copied. Of a divergent branch
// both sides run, each for its lanes; of a divergent loop as many iterations as
// the lane that stays longest.
//
// A divergent loop carries its mask. A lane that has left keeps its values:
// those that are vectors are frozen by a select where the next iteration
// begins; those that are scalars inside the loop (lanes inside agree, lanes
// outside may have left earlier) are collected into a vector beside it.
//
//===----------------------------------------------------------------------===//

#include "ThreadVectorizer.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace aikernel;

bool aikernel::deservesBranch(Block &block) {
  constexpr unsigned cheapOperations = 12;
  unsigned count = 0;
  for (Operation &op : block.without_terminator())
    if (++count > cheapOperations || op.getNumRegions() || !isPure(&op))
      return true;
  return false;
}

/// The counterparts of what a block's terminator yields, as `wanted` are kept:
/// scalars where their stride is known, else vectors.
SmallVector<Value> ThreadVectorizer::yielded(Block &block, ValueRange wanted) {
  Operation *terminator = block.getTerminator();
  SmallVector<Value> results;
  for (auto [value, result] :
       llvm::zip(terminator->getOperands().take_back(wanted.size()), wanted))
    results.push_back(isScalar(result) ? lookup(value)
                                       : vector(value, terminator->getLoc()));
  return results;
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorizeIf(scf::IfOp op) {
  if (analysis.isUniform(op.getCondition()))
    return vectorizeUniformIf(op);
  vectorizeDivergentIf(op);
}

void ThreadVectorizer::vectorizeUniformIf(scf::IfOp op) {
  SmallVector<Type> types;
  for (Value result : op.getResults())
    types.push_back(counterpartType(result));
  auto branch =
      scf::IfOp::create(builder, op.getLoc(), types, lookup(op.getCondition()),
                        /*addThenBlock=*/true,
                        /*addElseBlock=*/op.elseBlock() != nullptr);
  auto copy = [&](Block *source, Block *target) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(target);
    vectorize(*source, mask);
    scf::YieldOp::create(builder, op.getLoc(),
                         yielded(*source, op.getResults()));
  };
  auto withoutTerminator = [](Block *block) {
    if (block->mightHaveTerminator())
      block->getTerminator()->erase();
    return block;
  };
  copy(op.thenBlock(), withoutTerminator(branch.thenBlock()));
  if (op.elseBlock())
    copy(op.elseBlock(), withoutTerminator(branch.elseBlock()));
  for (auto [threadValue, value] :
       llvm::zip(op.getResults(), branch.getResults()))
    bind(threadValue, value);
}

SmallVector<Value> ThreadVectorizer::enter(Block &block, Value lanesOn,
                                           Location loc) {
  ValueRange results = block.getTerminator()->getOperands();
  if (!deservesBranch(block)) {
    vectorize(block, lanesOn);
    return vectorsOf(results, loc);
  }
  SmallVector<Type> types;
  for (Value result : results)
    types.push_back(vectorOf(result.getType()));
  auto guarded = scf::IfOp::create(builder, loc, types, isAnyOn(lanesOn, loc),
                                   /*addThenBlock=*/true,
                                   /*addElseBlock=*/!types.empty());
  OpBuilder::InsertionGuard guard(builder);
  Block *then = guarded.thenBlock();
  if (then->mightHaveTerminator())
    then->getTerminator()->erase();
  builder.setInsertionPointToStart(then);
  vectorize(block, lanesOn);
  scf::YieldOp::create(builder, loc, vectorsOf(results, loc));
  if (!types.empty()) {
    builder.setInsertionPointToStart(guarded.elseBlock());
    SmallVector<Value> nothing;
    for (Type type : types)
      nothing.push_back(neutral(type, loc));
    scf::YieldOp::create(builder, loc, nothing);
  }
  return llvm::to_vector_of<Value>(guarded.getResults());
}

/// A branch that usually all threads take, such as the guard of a kernel whose
/// grid is larger than its data, is worth a copy of its code without masks.
/// Only code that still runs for all lanes gets one, so copies do not multiply.
bool ThreadVectorizer::deservesCopyForAll(scf::IfOp op) const {
  constexpr unsigned mostOperations = 2000;
  if (mask || copiesForAll == 2)
    return false;
  unsigned count = 0;
  bool touchesMemory = false;
  op.thenBlock()->walk([&](Operation *inner) {
    ++count;
    touchesMemory |= isa<LLVM::LoadOp, LLVM::StoreOp>(inner);
  });
  return touchesMemory && count <= mostOperations;
}

void ThreadVectorizer::vectorizeDivergentIf(scf::IfOp op) {
  if (!deservesCopyForAll(op)) {
    for (auto [result, value] :
         llvm::zip(op.getResults(), vectorizeBothSides(op)))
      bind(result, value);
    return;
  }
  Location loc = op.getLoc();
  SmallVector<Type> types;
  for (Value result : op.getResults())
    types.push_back(vectorOf(result.getType()));
  Value condition = lookup(op.getCondition());
  auto branch = scf::IfOp::create(builder, loc, types, areAllOn(condition, loc),
                                  /*addThenBlock=*/true,
                                  /*addElseBlock=*/true);
  OpBuilder::InsertionGuard guard(builder);
  auto write = [&](Block *target,
                   llvm::function_ref<SmallVector<Value>()> code) {
    if (target->mightHaveTerminator())
      target->getTerminator()->erase();
    builder.setInsertionPointToStart(target);
    SmallVector<Value> results = code();
    scf::YieldOp::create(builder, loc, results);
  };
  auto known = values;
  write(branch.thenBlock(), [&] {
    llvm::SaveAndRestore deeper(copiesForAll, copiesForAll + 1);
    vectorize(*op.thenBlock(), Value());
    return vectorsOf(op.thenYield().getOperands(), loc);
  });
  // Operations of the branch are written a second time.
  values = known;
  write(branch.elseBlock(), [&] { return vectorizeBothSides(op); });
  for (auto [result, value] : llvm::zip(op.getResults(), branch.getResults()))
    bind(result, value);
}

SmallVector<Value> ThreadVectorizer::vectorizeBothSides(scf::IfOp op) {
  Location loc = op.getLoc();
  Value condition = lookup(op.getCondition());
  Value thenMask = conjunction(mask, condition, loc);
  auto isEmpty = [](Block *block) {
    return !block || (llvm::hasSingleElement(*block) &&
                      block->getTerminator()->getNumOperands() == 0);
  };
  SmallVector<Value> thenValues, elseValues;
  if (!isEmpty(op.thenBlock()))
    thenValues = enter(*op.thenBlock(), thenMask, loc);
  if (!isEmpty(op.elseBlock())) {
    Value elseMask = conjunction(mask, inverted(condition, loc), loc);
    elseValues = enter(*op.elseBlock(), elseMask, loc);
  }
  SmallVector<Value> results;
  for (auto [thenValue, elseValue] : llvm::zip(thenValues, elseValues))
    results.push_back(choose(condition, thenValue, elseValue));
  return results;
}

//===----------------------------------------------------------------------===//
// Counted loops
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorizeFor(scf::ForOp op) {
  if (analysis.areUniform(
          {op.getLowerBound(), op.getUpperBound(), op.getStep()}))
    return vectorizeUniformFor(op);
  vectorizeDivergentFor(op);
}

void ThreadVectorizer::vectorizeUniformFor(scf::ForOp op) {
  Location loc = op.getLoc();
  SmallVector<Value> inits;
  for (auto [init, carried] :
       llvm::zip(op.getInitArgs(), op.getRegionIterArgs()))
    inits.push_back(isScalar(carried) ? lookup(init) : vector(init, loc));
  auto loop = scf::ForOp::create(
      builder, loc, lookup(op.getLowerBound()), lookup(op.getUpperBound()),
      lookup(op.getStep()), inits, nullptr, op.getUnsignedCmp());
  bind(op.getInductionVar(), loop.getInductionVar());
  for (auto [threadValue, value] :
       llvm::zip(op.getRegionIterArgs(), loop.getRegionIterArgs()))
    bind(threadValue, value);
  {
    OpBuilder::InsertionGuard guard(builder);
    Block *body = loop.getBody();
    if (body->mightHaveTerminator())
      body->getTerminator()->erase();
    builder.setInsertionPointToEnd(body);
    vectorize(*op.getBody(), mask);
    scf::YieldOp::create(builder, loc,
                         yielded(*op.getBody(), op.getRegionIterArgs()));
  }
  for (auto [threadValue, value] :
       llvm::zip(op.getResults(), loop.getResults()))
    bind(threadValue, value);
}

/// for → while, on the thread code; the result is divergent and handled as
/// such.
void ThreadVectorizer::vectorizeDivergentFor(scf::ForOp op) {
  Location loc = op.getLoc();
  Value variable = op.getInductionVar();
  auto predicate = op.getUnsignedCmp() ? arith::CmpIPredicate::ult
                                       : arith::CmpIPredicate::slt;
  // State: the mask, the variable, what is carried (scalars or vectors), and
  // the collected vectors of carried scalars.
  SmallVector<Value> state{maskOrAll(mask, loc)};
  state.push_back(isScalar(variable) ? lookup(op.getLowerBound())
                                     : vector(op.getLowerBound(), loc));
  for (auto [init, carried] :
       llvm::zip(op.getInitArgs(), op.getRegionIterArgs()))
    state.push_back(isScalar(carried) ? lookup(init) : vector(init, loc));
  unsigned firstCollected = state.size();
  for (auto [init, carried] :
       llvm::zip(op.getInitArgs(), op.getRegionIterArgs()))
    if (isScalar(carried))
      state.push_back(vector(init, loc));

  Value upperBound = vector(op.getUpperBound(), loc);
  TypeRange types = ValueRange(state).getTypes();
  auto loop = scf::WhileOp::create(builder, loc, types, state);
  SmallVector<Location> locations(state.size(), loc);
  OpBuilder::InsertionGuard guard(builder);

  Block *before = builder.createBlock(&loop.getBefore(), {}, types, locations);
  bind(variable, before->getArgument(1));
  Value wantsMore = arith::CmpIOp::create(builder, loc, predicate,
                                          vector(variable, loc), upperBound);
  SmallVector<Value> passed(before->getArguments());
  passed[0] = conjunction(passed[0], wantsMore, loc);
  scf::ConditionOp::create(builder, loc, isAnyOn(passed[0], loc), passed);

  Block *after = builder.createBlock(&loop.getAfter(), {}, types, locations);
  Value inside = after->getArgument(0);
  bind(variable, after->getArgument(1));
  for (auto [number, carried] : llvm::enumerate(op.getRegionIterArgs()))
    bind(carried, after->getArgument(2 + number));
  vectorize(*op.getBody(), inside);

  SmallVector<Value> next{inside};
  Value step =
      isScalar(variable) ? lookup(op.getStep()) : vector(op.getStep(), loc);
  next.push_back(
      arith::AddIOp::create(builder, loc, after->getArgument(1), step));
  SmallVector<Value> collected;
  unsigned nextCollected = firstCollected;
  for (auto [number, carried] : llvm::enumerate(op.getRegionIterArgs())) {
    Value value = op.getYieldedValues()[number];
    if (isScalar(carried)) {
      next.push_back(lookup(value));
      collected.push_back(choose(inside, vector(value, loc),
                                 after->getArgument(nextCollected++)));
      continue;
    }
    next.push_back(
        choose(inside, vector(value, loc), after->getArgument(2 + number)));
  }
  next.append(collected);
  scf::YieldOp::create(builder, loc, next);

  nextCollected = firstCollected;
  for (auto [number, carried] : llvm::enumerate(op.getRegionIterArgs()))
    bind(op.getResult(number),
         loop.getResult(isScalar(carried) ? nextCollected++ : 2 + number));
}

//===----------------------------------------------------------------------===//
// Conditional loops
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorizeWhile(scf::WhileOp op) {
  if (analysis.isUniform(op.getConditionOp().getCondition()))
    return vectorizeUniformWhile(op);
  vectorizeDivergentWhile(op);
}

void ThreadVectorizer::vectorizeUniformWhile(scf::WhileOp op) {
  Location loc = op.getLoc();
  SmallVector<Value> inits;
  for (auto [init, argument] :
       llvm::zip(op.getInits(), op.getBeforeArguments()))
    inits.push_back(isScalar(argument) ? lookup(init) : vector(init, loc));
  SmallVector<Type> resultTypes;
  for (Value argument : op.getAfterArguments())
    resultTypes.push_back(counterpartType(argument));
  auto loop = scf::WhileOp::create(builder, loc, resultTypes, inits);
  OpBuilder::InsertionGuard guard(builder);

  auto createBlock = [&](Region &region, TypeRange types,
                         ValueRange arguments) {
    SmallVector<Location> locations(types.size(), loc);
    Block *block = builder.createBlock(&region, {}, types, locations);
    for (auto [threadValue, value] :
         llvm::zip(arguments, block->getArguments()))
      bind(threadValue, value);
  };
  createBlock(loop.getBefore(), ValueRange(inits).getTypes(),
              op.getBeforeArguments());
  vectorize(*op.getBeforeBody(), mask);
  scf::ConditionOp::create(
      builder, loc, lookup(op.getConditionOp().getCondition()),
      yielded(*op.getBeforeBody(), op.getAfterArguments()));
  createBlock(loop.getAfter(), resultTypes, op.getAfterArguments());
  vectorize(*op.getAfterBody(), mask);
  scf::YieldOp::create(builder, loc,
                       yielded(*op.getAfterBody(), op.getBeforeArguments()));

  for (auto [threadValue, argument, value] :
       llvm::zip(op.getResults(), op.getAfterArguments(), loop.getResults()))
    bind(threadValue, value);
}

void ThreadVectorizer::vectorizeDivergentWhile(scf::WhileOp op) {
  Location loc = op.getLoc();
  scf::ConditionOp condition = op.getConditionOp();
  // State: the mask, the loop's arguments, and the results collected so far.
  SmallVector<Value> state{maskOrAll(mask, loc)};
  for (auto [init, argument] :
       llvm::zip(op.getInits(), op.getBeforeArguments()))
    state.push_back(isScalar(argument) ? lookup(init) : vector(init, loc));
  unsigned firstResult = state.size();
  for (Value result : op.getResults())
    state.push_back(neutral(vectorOf(result.getType()), loc));

  // Handed from the condition to the body: the mask, the body's arguments, and
  // the results.
  unsigned numPassed = condition.getArgs().size();
  SmallVector<Type> passedTypes{state[0].getType()};
  for (Value argument : op.getAfterArguments())
    passedTypes.push_back(counterpartType(argument));
  for (Value result : op.getResults())
    passedTypes.push_back(vectorOf(result.getType()));

  auto loop = scf::WhileOp::create(builder, loc, passedTypes, state);
  OpBuilder::InsertionGuard guard(builder);
  SmallVector<Location> locations(state.size(), loc);
  Block *before = builder.createBlock(&loop.getBefore(), {},
                                      ValueRange(state).getTypes(), locations);
  Value inside = before->getArgument(0);
  for (auto [number, argument] : llvm::enumerate(op.getBeforeArguments()))
    bind(argument, before->getArgument(1 + number));
  vectorize(*op.getBeforeBody(), inside);
  Value staying =
      conjunction(inside, vector(condition.getCondition(), loc), loc);
  SmallVector<Value> passed{staying};
  for (auto [value, argument] :
       llvm::zip(condition.getArgs(), op.getAfterArguments()))
    passed.push_back(isScalar(argument) ? lookup(value) : vector(value, loc));
  for (auto [number, value] : llvm::enumerate(condition.getArgs()))
    passed.push_back(choose(inside, vector(value, loc),
                            before->getArgument(firstResult + number)));
  scf::ConditionOp::create(builder, loc, isAnyOn(staying, loc), passed);

  locations.assign(passed.size(), loc);
  Block *after =
      builder.createBlock(&loop.getAfter(), {}, passedTypes, locations);
  staying = after->getArgument(0);
  for (auto [number, argument] : llvm::enumerate(op.getAfterArguments()))
    bind(argument, after->getArgument(1 + number));
  vectorize(*op.getAfterBody(), staying);
  SmallVector<Value> next{staying};
  next.append(yielded(*op.getAfterBody(), op.getBeforeArguments()));
  for (unsigned number = 0; number < numPassed; ++number)
    next.push_back(after->getArgument(1 + numPassed + number));
  scf::YieldOp::create(builder, loc, next);

  for (auto [number, result] : llvm::enumerate(op.getResults()))
    bind(result, loop.getResult(1 + numPassed + number));
}
