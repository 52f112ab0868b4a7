//===- ReportsToCalls.cpp - Faults and messages as calls of the runtime ---===//
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
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

namespace aikernel {
#define GEN_PASS_DEF_REPORTSTOCALLS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class ReportsToCallsPass
    : public aikernel::impl::ReportsToCallsBase<ReportsToCallsPass> {
public:
  void runOnOperation() override;

private:
  using Builder = ImplicitLocOpBuilder;

  void lowerFault(FaultOp fault);
  void lowerFailure(MessageOp message);
  void lowerLine(MessageOp message);
  Value room(Builder &builder);
  /// Calls a function of the AikHostApi, with the launch and `arguments`.
  void call(Builder &builder, uint64_t function, ArrayRef<Value> arguments);
  Value constant(Builder &builder, int64_t value) {
    return arith::ConstantIntOp::create(builder, value, 32);
  }
  /// The numbers of block and thread as the runtime takes them.
  SmallVector<Value> whereabouts(Builder &builder, Value block, Value thread);

  // Constants, each once a module.
  LLVM::GlobalOp text(Builder &builder, StringRef text);
  Value siteAddress(Builder &builder, SiteAttr site, StringRef text);
  void fillSite(Builder &builder, LLVM::GlobalOp global, SiteAttr site,
                StringRef text);

  func::FuncOp task; ///< that the report stands in
  DenseMap<Operation *, Value> rooms;
  llvm::StringMap<LLVM::GlobalOp> texts;
  llvm::MapVector<std::pair<Attribute, Attribute>, LLVM::GlobalOp> sites;
};

} // namespace

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

LLVM::GlobalOp ReportsToCallsPass::text(Builder &builder, StringRef text) {
  LLVM::GlobalOp &global = texts[text];
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(getOperation().getBody());
    std::string bytes = text.str() + '\0';
    global = LLVM::GlobalOp::create(
        builder, LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size()),
        /*isConstant=*/true, LLVM::Linkage::Private,
        "aik_report_text_" + std::to_string(texts.size() - 1),
        builder.getStringAttr(bytes));
  }
  return global;
}

/// An AikSite.
void ReportsToCallsPass::fillSite(Builder &builder, LLVM::GlobalOp global,
                                  SiteAttr site, StringRef siteText) {
  Type pointer = LLVM::LLVMPointerType::get(&getContext());
  auto address = [&](StringRef words) -> Value {
    return LLVM::AddressOfOp::create(builder, text(builder, words));
  };
  Value function = site.getFunction().empty()
                       ? Value(LLVM::ZeroOp::create(builder, pointer))
                       : address(site.getFunction());
  Value fields[] = {address(site.getFile()), constant(builder, site.getLine()),
                    constant(builder, site.getColumn()), function,
                    address(siteText)};
  Value value = LLVM::UndefOp::create(builder, global.getType());
  for (auto [number, field] : llvm::enumerate(fields))
    value = LLVM::InsertValueOp::create(builder, value, field,
                                        ArrayRef<int64_t>{int64_t(number)});
  LLVM::ReturnOp::create(builder, value);
}

Value ReportsToCallsPass::siteAddress(Builder &builder, SiteAttr site,
                                      StringRef siteText) {
  LLVM::GlobalOp &global = sites[{site, builder.getStringAttr(siteText)}];
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(getOperation().getBody());
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    Type i32 = builder.getI32Type();
    static_assert(offsetof(AikSite, function) == 16 && sizeof(AikSite) == 32);
    global = LLVM::GlobalOp::create(
        builder,
        LLVM::LLVMStructType::getLiteral(&getContext(),
                                         {pointer, i32, i32, pointer, pointer}),
        /*isConstant=*/true, LLVM::Linkage::Private,
        "aik_site_" + std::to_string(sites.size() - 1), Attribute());
    builder.createBlock(&global.getInitializerRegion());
    fillSite(builder, global, site, siteText);
  }
  return LLVM::AddressOfOp::create(builder, global);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

void ReportsToCallsPass::call(Builder &builder, uint64_t function,
                              ArrayRef<Value> arguments) {
  // The first and third parameter of an AikKernelFn.
  Value api = task.getArgument(0), launch = task.getArgument(2);
  Value entry =
      LLVM::GEPOp::create(builder, api.getType(), builder.getI8Type(), api,
                          ArrayRef<LLVM::GEPArg>{int32_t(function)});
  SmallVector<Value> operands = {
      LLVM::LoadOp::create(builder, api.getType(), entry), launch};
  llvm::append_range(operands, arguments);
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(&getContext()),
      llvm::to_vector(ValueRange(operands).drop_front().getTypes()));
  LLVM::CallOp::create(builder, type, operands);
}

SmallVector<Value> ReportsToCallsPass::whereabouts(Builder &builder,
                                                   Value block, Value thread) {
  return {arith::IndexCastOp::create(builder, builder.getI64Type(), block),
          arith::IndexCastOp::create(builder, builder.getI32Type(), thread)};
}

void ReportsToCallsPass::lowerFault(FaultOp fault) {
  Builder builder(fault.getLoc(), fault);
  SmallVector<Value> arguments = {
      constant(builder, AIK_FAULT_OUT_OF_BOUNDS),
      siteAddress(builder, fault.getSite(), fault.getArray())};
  llvm::append_range(arguments,
                     whereabouts(builder, fault.getBlock(), fault.getThread()));
  arguments.append({fault.getIndex(), fault.getLength()});
  call(builder, offsetof(AikHostApi, kernelFault), arguments);
}

void ReportsToCallsPass::lowerFailure(MessageOp message) {
  Builder builder(message.getLoc(), message);
  SmallVector<Value> arguments = {
      constant(builder, AIK_FAULT_ASSERT),
      siteAddress(builder, message.getSite(), message.getText())};
  llvm::append_range(
      arguments, whereabouts(builder, message.getBlock(), message.getThread()));
  Value zero = arith::ConstantIntOp::create(builder, 0, 64);
  arguments.append({zero, zero});
  call(builder, offsetof(AikHostApi, kernelFault), arguments);
}

/// Room for the values of any line that the task prints.
Value ReportsToCallsPass::room(Builder &builder) {
  Value &memory = rooms[task];
  if (memory)
    return memory;
  size_t values = 1;
  task.walk([&](MessageOp message) {
    values = std::max<size_t>(values, message.getValues().size());
  });
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&task.getBody().front());
  return memory = LLVM::AllocaOp::create(
             builder, LLVM::LLVMPointerType::get(&getContext()),
             LLVM::LLVMArrayType::get(builder.getI64Type(), values),
             constant(builder, 1));
}

void ReportsToCallsPass::lowerLine(MessageOp message) {
  Builder builder(message.getLoc(), message);
  Value values = room(builder);
  for (auto [position, value] : llvm::enumerate(message.getValues()))
    LLVM::StoreOp::create(
        builder, value,
        LLVM::GEPOp::create(builder, values.getType(), builder.getI64Type(),
                            values, ArrayRef<LLVM::GEPArg>{int32_t(position)}));
  SmallVector<Value> arguments = {
      siteAddress(builder, message.getSite(), message.getText()), values};
  llvm::append_range(
      arguments, whereabouts(builder, message.getBlock(), message.getThread()));
  call(builder, offsetof(AikHostApi, kernelPrint), arguments);
}

void ReportsToCallsPass::runOnOperation() {
  texts.clear();
  sites.clear();
  rooms.clear();
  SmallVector<Operation *> reports;
  getOperation().walk([&](Operation *op) {
    if (isa<FaultOp, MessageOp>(op))
      reports.push_back(op);
  });
  for (Operation *op : reports) {
    task = op->getParentOfType<func::FuncOp>();
    if (auto fault = dyn_cast<FaultOp>(op))
      lowerFault(fault);
    else if (auto message = cast<MessageOp>(op); message.getFails())
      lowerFailure(message);
    else
      lowerLine(message);
    op->erase();
  }
}
