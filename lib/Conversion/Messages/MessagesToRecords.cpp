//===- MessagesToRecords.cpp - Messages of a GPU's threads ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The buffer is an AikMessageBuffer of abi.h. Whoever launches the kernel may
// pass none.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel {
#define GEN_PASS_DEF_MESSAGESTORECORDS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class MessagesToRecordsPass
    : public aikernel::impl::MessagesToRecordsBase<MessagesToRecordsPass> {
public:
  using MessagesToRecordsBase::MessagesToRecordsBase;
  void runOnOperation() override;

private:
  using Builder = ImplicitLocOpBuilder;
  using Order = LLVM::AtomicOrdering;

  void recordLine(Builder &builder, MessageOp message);
  void recordFailure(Builder &builder, MessageOp message);

  Value constant(Builder &builder, int64_t value, unsigned width = 64) {
    return arith::ConstantIntOp::create(builder, value, width);
  }
  Value field(Builder &builder, Value base, LLVM::GEPArg offset) {
    return LLVM::GEPOp::create(builder, base.getType(), builder.getI8Type(),
                               base, ArrayRef<LLVM::GEPArg>{offset});
  }
  void store(Builder &builder, Value value, Value base, uint64_t offset) {
    LLVM::StoreOp::create(builder, value,
                          field(builder, base, int32_t(offset)));
  }
  /// What follows is written where the condition holds.
  void enterIf(Builder &builder, Value condition) {
    auto branch = scf::IfOp::create(builder, condition);
    builder.setInsertionPointToStart(branch.thenBlock());
  }
  Value inBits(Builder &builder, Value index, unsigned width) {
    return arith::IndexCastUIOp::create(builder, builder.getIntegerType(width),
                                        index);
  }

  Value buffer;
  uint64_t recordBytes;
};

} // namespace

void MessagesToRecordsPass::recordLine(Builder &builder, MessageOp message) {
  Value count = field(builder, buffer, offsetof(AikMessageBuffer, count));
  Value number =
      LLVM::AtomicRMWOp::create(builder, LLVM::AtomicBinOp::add, count,
                                constant(builder, 1), Order::monotonic, scope);
  Value capacity = LLVM::LoadOp::create(
      builder, builder.getI64Type(),
      field(builder, buffer, offsetof(AikMessageBuffer, capacity)));
  enterIf(builder, arith::CmpIOp::create(builder, arith::CmpIPredicate::ult,
                                         number, capacity));
  Value offset =
      arith::MulIOp::create(builder, number, constant(builder, recordBytes));
  Value record =
      field(builder, field(builder, buffer, int32_t(sizeof(AikMessageBuffer))),
            offset);
  store(builder, constant(builder, *message.getNumber(), 32), record,
        offsetof(AikMessageRecord, number));
  store(builder, inBits(builder, message.getThread(), 32), record,
        offsetof(AikMessageRecord, thread));
  store(builder, inBits(builder, message.getBlock(), 64), record,
        offsetof(AikMessageRecord, block));
  for (auto [position, value] : llvm::enumerate(message.getValues()))
    store(builder, value, record,
          sizeof(AikMessageRecord) + position * sizeof(uint64_t));
}

/// Written where the host sees it before the trap that follows.
void MessagesToRecordsPass::recordFailure(Builder &builder, MessageOp message) {
  Value failed = field(builder, buffer, offsetof(AikMessageBuffer, failed));
  Value zero = constant(builder, 0, 32);
  Value exchange = LLVM::AtomicCmpXchgOp::create(
      builder, failed, zero, constant(builder, *message.getNumber(), 32),
      Order::monotonic, Order::monotonic, scope);
  Value isFirst =
      LLVM::ExtractValueOp::create(builder, exchange, ArrayRef<int64_t>{1});
  {
    OpBuilder::InsertionGuard guard(builder);
    enterIf(builder, isFirst);
    store(builder, inBits(builder, message.getThread(), 32), buffer,
          offsetof(AikMessageBuffer, thread));
    store(builder, inBits(builder, message.getBlock(), 64), buffer,
          offsetof(AikMessageBuffer, block));
  }
  LLVM::FenceOp::create(builder, Order::release, "");
}

void MessagesToRecordsPass::runOnOperation() {
  gpu::GPUFuncOp kernel = getOperation();
  auto values = kernel->getAttrOfType<IntegerAttr>(messageValuesAttrName);
  if (!values)
    return;
  recordBytes = sizeof(AikMessageRecord) + values.getInt() * sizeof(uint64_t);
  buffer = kernel.getArgument(kernel.getFunctionType().getNumInputs() - 1);
  SmallVector<MessageOp> messages;
  kernel.walk([&](MessageOp message) { messages.push_back(message); });
  for (MessageOp message : messages) {
    Builder builder(message.getLoc(), message);
    Value none = LLVM::ZeroOp::create(builder, buffer.getType());
    {
      OpBuilder::InsertionGuard guard(builder);
      enterIf(builder, LLVM::ICmpOp::create(builder, LLVM::ICmpPredicate::ne,
                                            buffer, none));
      if (message.getFails())
        recordFailure(builder, message);
      else
        recordLine(builder, message);
    }
    if (message.getFails())
      TrapOp::create(builder);
    message.erase();
  }
}
