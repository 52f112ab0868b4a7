//===- Runtime.cpp - Calls of the runtime ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"
#include "Memory.h"
#include "aikernel/abi.h"

using namespace mlir;
using namespace aikernel;
using namespace aikernel::host;

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

Value Texts::address(ImplicitLocOpBuilder &builder, StringRef text) {
  LLVM::GlobalOp &global = globals[text];
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    std::string bytes = text.str() + '\0';
    global = LLVM::GlobalOp::create(
        builder, LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size()),
        /*isConstant=*/true, LLVM::Linkage::Private,
        "aik_text_" + std::to_string(globals.size() - 1),
        builder.getStringAttr(bytes));
    global.setUnnamedAddr(LLVM::UnnamedAddr::Global);
  }
  return LLVM::AddressOfOp::create(builder, global);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

LLVM::CallOp Runtime::makeCall(ImplicitLocOpBuilder &builder, uint64_t function,
                               Type result, ValueRange arguments) const {
  Value pointer = Structure(api).load(builder, function, api.getType());
  SmallVector<Value> operands = {pointer, context};
  llvm::append_range(operands, arguments);
  SmallVector<Type> parameters(ValueRange(operands).drop_front().getTypes());
  return LLVM::CallOp::create(
      builder, LLVM::LLVMFunctionType::get(result, parameters), operands);
}

void Runtime::call(ImplicitLocOpBuilder &builder, uint64_t function,
                   ValueRange arguments) const {
  makeCall(builder, function, LLVM::LLVMVoidType::get(builder.getContext()),
           arguments);
}

Value Runtime::callForStatus(ImplicitLocOpBuilder &builder, uint64_t function,
                             ValueRange arguments) const {
  return makeCall(builder, function, builder.getI32Type(), arguments)
      .getResult();
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

SmallVector<Value, 3> Runtime::place(ImplicitLocOpBuilder &builder) const {
  auto location = builder.getLoc()->findInstanceOf<FileLineColLoc>();
  StringRef file = location ? location.getFilename().getValue() : "<unknown>";
  return {text(builder, file),
          constantI32(builder, location ? location.getLine() : 0),
          constantI32(builder, location ? location.getColumn() : 0)};
}

Value Runtime::fail(ImplicitLocOpBuilder &builder, StringRef message,
                    ValueRange numbers) const {
  SmallVector<Value> arguments = {constantI32(builder, AIK_INVALID_ARGUMENT),
                                  text(builder, message)};
  uint64_t function = offsetof(AikHostApi, fail);
  if (!numbers.empty()) {
    function = offsetof(AikHostApi, failWithNumbers);
    Structure list =
        Structure::onStack(builder, numbers.size() * sizeof(int64_t));
    for (auto [position, number] : llvm::enumerate(numbers))
      list.store(builder, position * sizeof(int64_t), number);
    arguments.push_back(list.pointer);
  }
  llvm::append_range(arguments, place(builder));
  return callForStatus(builder, function, arguments);
}

Value Runtime::failAt(ImplicitLocOpBuilder &builder, Value status) const {
  SmallVector<Value> arguments = {status};
  llvm::append_range(arguments, place(builder));
  return callForStatus(builder, offsetof(AikHostApi, failAt), arguments);
}

Value Runtime::failAssertion(ImplicitLocOpBuilder &builder,
                             StringRef message) const {
  SmallVector<Value> arguments = {text(builder, message)};
  llvm::append_range(arguments, place(builder));
  return callForStatus(builder, offsetof(AikHostApi, assertFail), arguments);
}
