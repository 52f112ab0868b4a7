//===- FaultsToCalls.cpp - Faults as calls of the runtime -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/StringMap.h"

namespace aikernel {
#define GEN_PASS_DEF_FAULTSTOCALLS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class FaultsToCallsPass
    : public aikernel::impl::FaultsToCallsBase<FaultsToCallsPass> {
public:
  void runOnOperation() override;

private:
  Value nameOf(ImplicitLocOpBuilder &builder, StringRef array);
  void lower(FaultOp fault);

  llvm::StringMap<LLVM::GlobalOp> names;
};

} // namespace

Value FaultsToCallsPass::nameOf(ImplicitLocOpBuilder &builder,
                                StringRef array) {
  LLVM::GlobalOp &global = names[array];
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(getOperation().getBody());
    std::string bytes = array.str() + '\0';
    global = LLVM::GlobalOp::create(
        builder, LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size()),
        /*isConstant=*/true, LLVM::Linkage::Private,
        "aik_array_name_" + std::to_string(names.size() - 1),
        builder.getStringAttr(bytes));
  }
  return LLVM::AddressOfOp::create(builder, global);
}

void FaultsToCallsPass::lower(FaultOp fault) {
  // The first and third parameter of an AikKernelFn.
  auto task = fault->getParentOfType<func::FuncOp>();
  Value api = task.getArgument(0), launch = task.getArgument(2);
  ImplicitLocOpBuilder builder(fault.getLoc(), fault);
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIntOp::create(builder, value, 32);
  };
  Value entry = LLVM::GEPOp::create(
      builder, api.getType(), builder.getI8Type(), api,
      ArrayRef<LLVM::GEPArg>{int32_t(offsetof(AikHostApi, kernelFault))});
  Value function = LLVM::LoadOp::create(builder, api.getType(), entry);
  SmallVector<Value> arguments = {
      launch,
      constant(AIK_FAULT_OUT_OF_BOUNDS),
      constant(fault.getLine()),
      nameOf(builder, fault.getArray()),
      arith::IndexCastOp::create(builder, i64, fault.getBlock()),
      arith::IndexCastOp::create(builder, i32, fault.getThread()),
      fault.getIndex(),
      fault.getLength()};
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(&getContext()),
      llvm::to_vector(ValueRange(arguments).getTypes()));
  arguments.insert(arguments.begin(), function);
  LLVM::CallOp::create(builder, type, arguments);
  fault.erase();
}

void FaultsToCallsPass::runOnOperation() {
  names.clear();
  SmallVector<FaultOp> faults;
  getOperation().walk([&](FaultOp fault) { faults.push_back(fault); });
  for (FaultOp fault : faults)
    lower(fault);
}
