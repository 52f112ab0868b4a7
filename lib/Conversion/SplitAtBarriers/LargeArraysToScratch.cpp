//===- LargeArraysToScratch.cpp - What no stack has room for --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Slots.h"
#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

namespace aikernel {
#define GEN_PASS_DEF_LARGEARRAYSTOSCRATCH
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

struct StackArray {
  LLVM::AllocaOp op;
  uint64_t bytes;
};

class LargeArraysToScratchPass
    : public aikernel::impl::LargeArraysToScratchBase<
          LargeArraysToScratchPass> {
public:
  using LargeArraysToScratchBase::LargeArraysToScratchBase;
  void runOnOperation() override;
};

} // namespace

static uint64_t bytesOf(LLVM::AllocaOp op) {
  APInt count;
  if (!matchPattern(op.getArraySize(), m_ConstantInt(&count)))
    return 0;
  return count.getZExtValue() *
         DataLayout::closest(op).getTypeSize(op.getElemType());
}

/// A block has slots for 64 threads at least, which makes one array of what
/// each of 64 threads has a part of.
static void moveToScratch(StackArray array, Slots &slots) {
  constexpr uint64_t parts = 64;
  Type byte = IntegerType::get(array.op.getContext(), 8);
  Slot slot = slots.allocate(byte, llvm::divideCeil(array.bytes, parts));
  array.op.replaceAllUsesWith(slot.base);
  array.op.erase();
}

static StackArray *largestOf(SmallVectorImpl<StackArray> &arrays) {
  return llvm::max_element(arrays,
                           [](const StackArray &a, const StackArray &b) {
                             return a.bytes < b.bytes;
                           });
}

void LargeArraysToScratchPass::runOnOperation() {
  SmallVector<StackArray> arrays;
  uint64_t total = 0;
  getOperation().walk([&](LLVM::AllocaOp op) {
    arrays.push_back({op, bytesOf(op)});
    total += arrays.back().bytes;
  });
  if (total <= limit)
    return;
  Slots slots(getOperation());
  while (total > limit) {
    StackArray *largest = largestOf(arrays);
    moveToScratch(*largest, slots);
    total -= largest->bytes;
    arrays.erase(largest);
  }
}
