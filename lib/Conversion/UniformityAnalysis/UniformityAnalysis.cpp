//===- UniformityAnalysis.cpp - How values differ from thread to thread ---===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/UniformityAnalysis/UniformityAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

using namespace mlir;
using namespace aikernel;

UniformityAnalysis::UniformityAnalysis(Operation *root,
                                       ArrayRef<std::pair<Value, Stride>> seeds,
                                       Oracle oracle)
    : root(root) {
  for (auto [value, stride] : seeds)
    strides[value] = stride;
  // Each value can only go down twice, so this ends; code with loops needs a
  // second and seldom a third round.
  for (bool changed = true; changed;) {
    changed = false;
    root->walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (op != root)
        changed |= visit(op, oracle);
    });
  }
}

/// Values of the root that no round has reached yet say nothing.
bool UniformityAnalysis::isKnown(Value value) const {
  return strides.contains(value) ||
         !root->isAncestor(value.getParentBlock()->getParentOp());
}

bool UniformityAnalysis::join(Value value, Stride stride) {
  auto [known, isNew] = strides.try_emplace(value, stride);
  if (isNew)
    return true;
  if (known->second == stride || !known->second)
    return false;
  known->second = std::nullopt;
  return true;
}

bool UniformityAnalysis::joinAll(ValueRange values, Stride stride) {
  bool changed = false;
  for (Value value : values)
    changed |= join(value, stride);
  return changed;
}

bool UniformityAnalysis::isExact(Value value) const {
  return isUniform(value) || (!mayWrap(value) && !isSignExtended(value) &&
                              !truncated.contains(value));
}

/// What one value carries to another, element by element.
bool UniformityAnalysis::copy(ValueRange from, ValueRange to) {
  bool changed = false;
  for (auto [source, target] : llvm::zip(from, to)) {
    if (isKnown(source))
      changed |= join(target, isExact(source) ? stride(source) : Stride());
  }
  return changed;
}

//===----------------------------------------------------------------------===//
// Straight-line operations
//===----------------------------------------------------------------------===//

static std::optional<int64_t> constantOf(Value value) {
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant)))
    return constant.getSExtValue();
  return std::nullopt;
}

static int64_t byteSize(Operation *op, Type type) {
  return DataLayout::closest(op).getTypeSize(type);
}

Stride UniformityAnalysis::transfer(Operation *op) const {
  if (areUniform(op->getOperands()))
    return 0;
  auto strideOf = [&](unsigned operand) {
    return stride(op->getOperand(operand));
  };
  if (isa<arith::AddIOp, arith::SubIOp>(op)) {
    Stride left = strideOf(0), right = strideOf(1);
    if (left && right)
      return isa<arith::AddIOp>(op) ? *left + *right : *left - *right;
    return std::nullopt;
  }
  if (isa<arith::MulIOp>(op)) {
    for (unsigned side : {0, 1}) {
      auto factor = constantOf(op->getOperand(side));
      if (factor && strideOf(1 - side))
        return *strideOf(1 - side) * *factor;
    }
    return std::nullopt;
  }
  if (isa<arith::ShLIOp>(op)) {
    auto distance = constantOf(op->getOperand(1));
    if (distance && *distance < 32 && strideOf(0))
      return *strideOf(0) << *distance;
    return std::nullopt;
  }
  if (isa<arith::IndexCastOp, arith::IndexCastUIOp, arith::ExtSIOp,
          arith::ExtUIOp, arith::TruncIOp>(op)) {
    // Vectors of bool have no strides.
    if (op->getOperand(0).getType().isInteger(1) ||
        op->getResult(0).getType().isInteger(1))
      return std::nullopt;
    // A conversion that drops bits is no index that overflows.
    if (truncated.contains(op->getOperand(0)) && !isa<arith::TruncIOp>(op))
      return std::nullopt;
    return strideOf(0);
  }
  if (auto gep = dyn_cast<LLVM::GEPOp>(op)) {
    Stride base = stride(gep.getBase());
    if (!base || gep.getDynamicIndices().size() != 1 ||
        gep.getIndices().size() != 1)
      return base && gep.getDynamicIndices().empty() ? base : std::nullopt;
    Stride index = stride(gep.getDynamicIndices()[0]);
    if (!index)
      return std::nullopt;
    // Each thread has its own array; how they lie is the user's affair.
    if (isa_and_nonnull<LLVM::AllocaOp>(gep.getBase().getDefiningOp()))
      return *index == 0 ? base : std::nullopt;
    return *base + *index * byteSize(op, gep.getElemType());
  }
  return std::nullopt;
}

/// Whether an operation extends the sign of a number that may have wrapped.
/// Thread numbers, which are cast from indices, and what must not overflow have
/// not.
static bool isSignExtension(Operation *op) {
  auto cast = dyn_cast<arith::IndexCastOp>(op);
  if (!isa<arith::ExtSIOp>(op) && !(cast && cast.getType().isIndex()))
    return false;
  Operation *number = op->getOperand(0).getDefiningOp();
  if (isa_and_nonnull<arith::IndexCastOp>(number))
    return false;
  auto flags =
      dyn_cast_or_null<arith::ArithIntegerOverflowFlagsInterface>(number);
  return !flags || !flags.hasNoSignedWrap();
}

bool UniformityAnalysis::visit(Operation *op, Oracle oracle) {
  if (auto answer = oracle(op))
    return joinAll(op->getResults(), *answer);
  if (isa<LLVM::AtomicRMWOp, LLVM::AtomicCmpXchgOp, LLVM::AllocaOp>(op))
    return joinAll(op->getResults(), std::nullopt);
  if (isa<scf::IfOp, scf::ForOp, scf::WhileOp>(op))
    return visitBranch(op);
  if (op->getNumResults() == 0 ||
      !llvm::all_of(op->getOperands(), [&](Value v) { return isKnown(v); }))
    return false;
  Stride result = transfer(op);
  bool changed = joinAll(op->getResults(), result);
  if (!result || *result == 0)
    return changed;
  auto inherits = [&](const DenseSet<Value> &values) {
    return llvm::any_of(op->getOperands(),
                        [&](Value v) { return values.contains(v); });
  };
  if (isa<arith::TruncIOp>(op) || inherits(truncated))
    changed |= truncated.insert(op->getResult(0)).second;
  if (isa<arith::ExtUIOp, arith::IndexCastUIOp>(op) || inherits(wrapping))
    changed |= wrapping.insert(op->getResult(0)).second;
  if (isSignExtension(op) || inherits(signExtended))
    changed |= signExtended.insert(op->getResult(0)).second;
  return changed;
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

bool UniformityAnalysis::visitBranch(Operation *op) {
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    if (branch->getNumResults() == 0)
      return false;
    if (!isUniform(branch.getCondition()))
      return joinAll(branch.getResults(), std::nullopt);
    bool changed = copy(branch.thenYield().getOperands(), branch.getResults());
    changed |= copy(branch.elseYield().getOperands(), branch.getResults());
    return changed;
  }

  if (auto loop = dyn_cast<scf::ForOp>(op)) {
    bool changed = false;
    Stride variable =
        isUniform(loop.getStep()) ? stride(loop.getLowerBound()) : Stride();
    changed |= join(loop.getInductionVar(), variable);
    changed |= copy(loop.getInitArgs(), loop.getRegionIterArgs());
    changed |= copy(loop.getYieldedValues(), loop.getRegionIterArgs());
    if (!areUniform(
            {loop.getLowerBound(), loop.getUpperBound(), loop.getStep()}))
      return changed | joinAll(loop.getResults(), std::nullopt);
    return changed | copy(loop.getRegionIterArgs(), loop.getResults());
  }

  auto loop = cast<scf::WhileOp>(op);
  bool changed = copy(loop.getInits(), loop.getBeforeArguments());
  changed |= copy(loop.getYieldOp().getOperands(), loop.getBeforeArguments());
  ValueRange passed = loop.getConditionOp().getArgs();
  changed |= copy(passed, loop.getAfterArguments());
  if (!isUniform(loop.getConditionOp().getCondition()))
    return changed | joinAll(loop.getResults(), std::nullopt);
  return changed | copy(passed, loop.getResults());
}
