//===- NumberMessages.cpp - Which thread says which message ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/LinearId.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel {
#define GEN_PASS_DEF_NUMBERMESSAGES
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class NumberMessagesPass
    : public aikernel::impl::NumberMessagesBase<NumberMessagesPass> {
public:
  void runOnOperation() override;

private:
  void number(MessageOp message);
  void addBufferParameter();

  SmallVector<Attribute> messages;
  size_t maximumValues;
};

} // namespace

void NumberMessagesPass::number(MessageOp message) {
  ImplicitLocOpBuilder builder(message.getLoc(), message);
  messages.push_back(MessageAttr::get(&getContext(), message.getText(),
                                      message.getSite(), message.getFails()));
  maximumValues = std::max<size_t>(maximumValues, message.getValues().size());
  message.setNumber(messages.size());
  message.getBlockMutable().assign(linearBlockId(builder));
  message.getThreadMutable().assign(linearThreadId(builder));
}

/// Shared arrays follow the parameters among the block's arguments.
void NumberMessagesPass::addBufferParameter() {
  gpu::GPUFuncOp kernel = getOperation();
  SmallVector<Type> types(kernel.getFunctionType().getInputs());
  Type pointer = LLVM::LLVMPointerType::get(&getContext(), 1);
  kernel.getBody().front().insertArgument(types.size(), pointer,
                                          kernel.getLoc());
  types.push_back(pointer);
  Builder builder(&getContext());
  kernel.setFunctionType(builder.getFunctionType(types, TypeRange()));
}

void NumberMessagesPass::runOnOperation() {
  messages.clear();
  maximumValues = 0;
  getOperation().walk([&](MessageOp message) { number(message); });
  if (messages.empty())
    return;
  addBufferParameter();
  gpu::GPUFuncOp kernel = getOperation();
  kernel->setAttr(messagesAttrName, ArrayAttr::get(&getContext(), messages));
  Builder builder(&getContext());
  kernel->setAttr(messageValuesAttrName,
                  builder.getI32IntegerAttr(maximumValues));
}
