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
  void runOnOperation() override {
    int32_t number = 0;
    getOperation().walk([&](MessageOp message) {
      ImplicitLocOpBuilder builder(message.getLoc(), message);
      message.setNumber(++number);
      message.getBlockMutable().assign(linearBlockId(builder));
      message.getThreadMutable().assign(linearThreadId(builder));
    });
  }
};

} // namespace
