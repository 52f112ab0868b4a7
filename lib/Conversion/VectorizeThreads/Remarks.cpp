//===- Remarks.cpp - What becomes of the accesses and branches of threads -===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code that is written twice, for all lanes and under a mask, gets remarks for
// both. Those who read them tell them apart by "Masked".
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/Remarks.h"
#include "ThreadVectorizer.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

using namespace mlir;
using namespace aikernel;

/// Which memory an address is of; empty for what is no memory of the program:
/// values that are kept in scratch memory over a barrier (SplitAtBarriers).
static StringRef memoryOf(Value pointer) {
  SmallVector<LLVM::GEPOp> path;
  while (auto gep = pointer.getDefiningOp<LLVM::GEPOp>()) {
    path.push_back(gep);
    pointer = gep.getBase();
  }
  Operation *op = pointer.getDefiningOp();
  if (isa_and_nonnull<LLVM::AllocaOp>(op))
    return "local";
  if (isa_and_nonnull<LLVM::AddressOfOp>(op))
    return "table";
  bool isScratch = isa<BlockArgument>(pointer) &&
                   isa<func::FuncOp>(pointer.getParentBlock()->getParentOp());
  if (!isScratch)
    return "global";
  // Arrays lie at constant offsets, slots behind what the launch adds to them.
  bool isSlot = path.size() > 1 && !path.back().getDynamicIndices().empty();
  return isSlot ? "" : "shared";
}

StringRef ThreadVectorizer::patternOf(Operation *op, Value pointer,
                                      Type element) {
  if (auto rmw = dyn_cast<LLVM::AtomicRMWOp>(op); rmw && canCombine(rmw))
    return "combined";
  if (analysis.isUniform(pointer))
    return "uniform";
  if (isContiguous(pointer, element))
    return "contiguous";
  int64_t size = DataLayout::closest(op).getTypeSize(element);
  Stride stride = analysis.stride(pointer);
  // One after the other, but for lanes that a mask turns off.
  return stride && *stride != size ? "strided" : "gathered";
}

void ThreadVectorizer::remarkAccess(Operation *op, StringRef kind,
                                    Value pointer, Type element) {
  StringRef memory = memoryOf(pointer);
  if (memory.empty())
    return;
  auto remark =
      remark::analysis(op->getLoc(), remark::RemarkOpts::name("access")
                                         .category(remarkCategory)
                                         .function(remarked));
  if (!remark)
    return;
  StringRef pattern = patternOf(op, pointer, element);
  remark << remark::metric("Kind", kind) << remark::metric("Memory", memory)
         << remark::metric("Pattern", pattern);
  if (pattern == "strided")
    remark << remark::metric("Stride", *analysis.stride(pointer));
  remark << remark::metric("Bytes", uint64_t(DataLayout::closest(op)
                                                 .getTypeSize(element)
                                                 .getFixedValue()))
         << remark::metric("Masked", bool(mask));
}

/// How a divergent branch is run.
StringRef ThreadVectorizer::formOf(scf::IfOp op) {
  if (deservesCopyForAll(op))
    return "copy";
  bool isEntered = deservesBranch(*op.thenBlock()) ||
                   (op.elseBlock() && deservesBranch(*op.elseBlock()));
  return isEntered ? "mask" : "select";
}

void ThreadVectorizer::remarkBranch(Operation *op, StringRef kind,
                                    bool isUniform, StringRef form) {
  remark::analysis(op->getLoc(), remark::RemarkOpts::name("branch")
                                     .category(remarkCategory)
                                     .function(remarked))
      << remark::metric("Kind", kind) << remark::metric("Uniform", isUniform)
      << remark::metric("Form", isUniform ? StringRef("jump") : form);
}

void ThreadVectorizer::remark(Operation *op) {
  if (remarked.empty())
    return;
  if (auto load = dyn_cast<LLVM::LoadOp>(op))
    return remarkAccess(op, "load", load.getAddr(), load.getType());
  if (auto store = dyn_cast<LLVM::StoreOp>(op))
    return remarkAccess(op, "store", store.getAddr(),
                        store.getValue().getType());
  if (isa<LLVM::AtomicRMWOp, LLVM::AtomicCmpXchgOp>(op))
    return remarkAccess(op, "atomic", op->getOperand(0),
                        op->getOperand(1).getType());
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return remarkBranch(op, "if", analysis.isUniform(branch.getCondition()),
                        formOf(branch));
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return remarkBranch(
        op, "for",
        analysis.areUniform(
            {loop.getLowerBound(), loop.getUpperBound(), loop.getStep()}),
        "mask");
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    remarkBranch(op, "while",
                 analysis.isUniform(loop.getConditionOp().getCondition()),
                 "mask");
}
