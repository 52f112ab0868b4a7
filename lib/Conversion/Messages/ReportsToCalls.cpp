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
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/TypeSwitch.h"

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
  void lowerAccess(AccessOp access);
  void lowerSync(SyncOp sync);
  void lowerVote(VoteOp vote);
  void lowerAgreement(AgreeOp agreement);
  Value room(Builder &builder);
  /// Calls a function of the AikHostApi, with the launch and `arguments`.
  LLVM::CallOp call(Builder &builder, uint64_t function,
                    ArrayRef<Value> arguments, Type result = {});
  Value constant(Builder &builder, int64_t value) {
    return arith::ConstantIntOp::create(builder, value, 32);
  }
  /// The numbers of block and thread as the runtime takes them.
  SmallVector<Value> whereabouts(Builder &builder, Value block, Value thread);

  // Constants, each once a module.
  LLVM::GlobalOp text(Builder &builder, StringRef text);
  Type siteType();
  Value siteValue(Builder &builder, SiteAttr site, StringRef text);
  Value siteAddress(Builder &builder, SiteAttr site, StringRef text);
  Value accessAddress(Builder &builder, AccessOp access);
  Value sizesAddress(Builder &builder, ArrayRef<int64_t> sizes);
  Value branchAddress(Builder &builder, AgreeOp agreement);
  Value constantFor(Builder &builder, Attribute key, Type type,
                    llvm::function_ref<Value(Builder &)> initializer);

  func::FuncOp task; ///< that the report stands in
  DenseMap<Operation *, Value> rooms;
  llvm::StringMap<LLVM::GlobalOp> texts;
  DenseMap<Attribute, LLVM::GlobalOp> constants;
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

Type ReportsToCallsPass::siteType() {
  Type pointer = LLVM::LLVMPointerType::get(&getContext());
  Type i32 = IntegerType::get(&getContext(), 32);
  static_assert(offsetof(AikSite, function) == 16 && sizeof(AikSite) == 32);
  return LLVM::LLVMStructType::getLiteral(
      &getContext(), {pointer, i32, i32, pointer, pointer});
}

/// A structure of these fields, as an initializer builds it.
static Value structureOf(ImplicitLocOpBuilder &builder, Type type,
                         ArrayRef<Value> fields) {
  Value value = LLVM::UndefOp::create(builder, type);
  for (auto [number, field] : llvm::enumerate(fields))
    value = LLVM::InsertValueOp::create(builder, value, field,
                                        ArrayRef<int64_t>{int64_t(number)});
  return value;
}

/// An AikSite.
Value ReportsToCallsPass::siteValue(Builder &builder, SiteAttr site,
                                    StringRef siteText) {
  Type pointer = LLVM::LLVMPointerType::get(&getContext());
  auto address = [&](StringRef words) -> Value {
    return LLVM::AddressOfOp::create(builder, text(builder, words));
  };
  Value function = site.getFunction().empty()
                       ? Value(LLVM::ZeroOp::create(builder, pointer))
                       : address(site.getFunction());
  return structureOf(
      builder, siteType(),
      {address(site.getFile()), constant(builder, site.getLine()),
       constant(builder, site.getColumn()), function, address(siteText)});
}

/// The address of a constant that is made once for each `key`.
Value ReportsToCallsPass::constantFor(
    Builder &builder, Attribute key, Type type,
    llvm::function_ref<Value(Builder &)> initializer) {
  LLVM::GlobalOp global = constants.lookup(key);
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(getOperation().getBody());
    global = LLVM::GlobalOp::create(
        builder, type, /*isConstant=*/true, LLVM::Linkage::Private,
        "aik_report_" + std::to_string(constants.size()), Attribute());
    constants[key] = global;
    builder.createBlock(&global.getInitializerRegion());
    LLVM::ReturnOp::create(builder, initializer(builder)); // may make others
  }
  return LLVM::AddressOfOp::create(builder, global);
}

Value ReportsToCallsPass::siteAddress(Builder &builder, SiteAttr site,
                                      StringRef siteText) {
  Attribute key = builder.getArrayAttr({site, builder.getStringAttr(siteText)});
  return constantFor(builder, key, siteType(), [&](Builder &inside) {
    return siteValue(inside, site, siteText);
  });
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

LLVM::CallOp ReportsToCallsPass::call(Builder &builder, uint64_t function,
                                      ArrayRef<Value> arguments, Type result) {
  // The first and third parameter of an AikKernelFn.
  Value api = task.getArgument(0), launch = task.getArgument(2);
  Value entry =
      LLVM::GEPOp::create(builder, api.getType(), builder.getI8Type(), api,
                          ArrayRef<LLVM::GEPArg>{int32_t(function)});
  SmallVector<Value> operands = {
      LLVM::LoadOp::create(builder, api.getType(), entry), launch};
  llvm::append_range(operands, arguments);
  auto type = LLVM::LLVMFunctionType::get(
      result ? result : LLVM::LLVMVoidType::get(&getContext()),
      llvm::to_vector(ValueRange(operands).drop_front().getTypes()));
  return LLVM::CallOp::create(builder, type, operands);
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

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

Value ReportsToCallsPass::sizesAddress(Builder &builder,
                                       ArrayRef<int64_t> sizes) {
  if (sizes.empty())
    return LLVM::ZeroOp::create(builder,
                                LLVM::LLVMPointerType::get(&getContext()));
  auto type = LLVM::LLVMArrayType::get(builder.getI64Type(), sizes.size());
  Attribute key = builder.getDenseI64ArrayAttr(sizes);
  return constantFor(builder, key, type, [&](Builder &inside) {
    SmallVector<Value> values;
    for (int64_t size : sizes)
      values.push_back(arith::ConstantIntOp::create(inside, size, 64));
    return structureOf(inside, type, values);
  });
}

/// An AikAccess.
Value ReportsToCallsPass::accessAddress(Builder &builder, AccessOp access) {
  Type i32 = builder.getI32Type();
  Type pointer = LLVM::LLVMPointerType::get(&getContext());
  static_assert(offsetof(AikAccess, kind) == 64 &&
                offsetof(AikAccess, sizes) == 88 && sizeof(AikAccess) == 96);
  auto type = LLVM::LLVMStructType::getLiteral(
      &getContext(),
      {siteType(), siteType(), i32, i32, i32, i32, i32, i32, pointer});
  // All attributes, the site and the array's name among them.
  Attribute key = access->getAttrDictionary();
  return constantFor(builder, key, type, [&](Builder &inside) {
    auto number = [&](int64_t value) { return constant(inside, value); };
    return structureOf(
        inside, type,
        {siteValue(inside, access.getSite(), access.getName()),
         siteValue(inside, access.getDeclaration(), access.getName()),
         number(int64_t(access.getKind())), number(access.getBytes()),
         number(access.getChecks()), number(access.getIsShared()),
         number(access.getSizes().size()), number(access.getWarp()),
         sizesAddress(inside, access.getSizes())});
  });
}

void ReportsToCallsPass::lowerAccess(AccessOp access) {
  Builder builder(access.getLoc(), access);
  SmallVector<Value> arguments = {accessAddress(builder, access),
                                  access.getArray(), access.getIndex()};
  llvm::append_range(
      arguments, whereabouts(builder, access.getBlock(), access.getThread()));
  call(builder, offsetof(AikHostApi, kernelAccess), arguments);
}

void ReportsToCallsPass::lowerSync(SyncOp sync) {
  Builder builder(sync.getLoc(), sync);
  SmallVector<Value> arguments = {constant(builder, sync.getWarp()),
                                  siteAddress(builder, sync.getSite(), "")};
  llvm::append_range(arguments,
                     whereabouts(builder, sync.getBlock(), sync.getThread()));
  call(builder, offsetof(AikHostApi, kernelSync), arguments);
}

void ReportsToCallsPass::lowerVote(VoteOp vote) {
  Builder builder(vote.getLoc(), vote);
  SmallVector<Value> arguments = {vote.getValue()};
  llvm::append_range(arguments,
                     whereabouts(builder, vote.getBlock(), vote.getThread()));
  call(builder, offsetof(AikHostApi, kernelVote), arguments);
}

/// An AikBranch.
Value ReportsToCallsPass::branchAddress(Builder &builder, AgreeOp agreement) {
  static_assert(offsetof(AikBranch, branch) == 32 && sizeof(AikBranch) == 64);
  auto type =
      LLVM::LLVMStructType::getLiteral(&getContext(), {siteType(), siteType()});
  return constantFor(
      builder, agreement->getAttrDictionary(), type, [&](Builder &inside) {
        return structureOf(
            inside, type,
            {siteValue(inside, agreement.getBarrier(), agreement.getVerb()),
             siteValue(inside, agreement.getBranch(), "")});
      });
}

void ReportsToCallsPass::lowerAgreement(AgreeOp agreement) {
  Builder builder(agreement.getLoc(), agreement);
  Value block = arith::IndexCastOp::create(builder, builder.getI64Type(),
                                           agreement.getBlock());
  LLVM::CallOp made =
      call(builder, offsetof(AikHostApi, kernelAgree),
           {branchAddress(builder, agreement), block}, builder.getI64Type());
  agreement.replaceAllUsesWith(made.getResult());
}

void ReportsToCallsPass::runOnOperation() {
  texts.clear();
  constants.clear();
  rooms.clear();
  SmallVector<Operation *> reports;
  getOperation().walk([&](Operation *op) {
    if (isa<FaultOp, MessageOp, AccessOp, SyncOp, VoteOp, AgreeOp>(op))
      reports.push_back(op);
  });
  for (Operation *op : reports) {
    task = op->getParentOfType<func::FuncOp>();
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](FaultOp fault) { lowerFault(fault); })
        .Case([&](AccessOp access) { lowerAccess(access); })
        .Case([&](SyncOp sync) { lowerSync(sync); })
        .Case([&](VoteOp vote) { lowerVote(vote); })
        .Case([&](AgreeOp agreement) { lowerAgreement(agreement); })
        .Case([&](MessageOp message) {
          message.getFails() ? lowerFailure(message) : lowerLine(message);
        });
    op->erase();
  }
}
