//===- Compiled.cpp - Functions built in memory and compiled --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"

#include "aikernel/Conversion/PortableMath/Passes.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"

using namespace mlir;
using namespace aikernel::test;

static std::unique_ptr<MLIRContext> createContext() {
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, func::FuncDialect, LLVM::LLVMDialect,
                  math::MathDialect, scf::SCFDialect>();
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  auto context =
      std::make_unique<MLIRContext>(registry, MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  return context;
}

static OwningOpRef<ModuleOp> build(MLIRContext &context,
                                   const std::string &type, const Body &body) {
  Location loc = UnknownLoc::get(&context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  auto signature = cast<FunctionType>(parseType(type, &context));
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  auto function = func::FuncOp::create(builder, loc, "tested", signature);
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value result = body(builder, loc, function.getArguments());
  func::ReturnOp::create(builder, loc,
                         result ? ValueRange(result) : ValueRange());
  return module;
}

static LogicalResult lower(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.addPass(aikernel::createPortableMath());
  passes.addPass(createSCFToControlFlowPass());
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createConvertFuncToLLVMPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  return passes.run(module);
}

Compiled::Compiled(const std::string &type, const Body &body) {
  static std::once_flag initialized;
  std::call_once(initialized, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });

  std::unique_ptr<MLIRContext> context = createContext();
  OwningOpRef<ModuleOp> module = build(*context, type, body);
  if (failed(lower(*module)))
    llvm::report_fatal_error("the tested function does not lower to LLVM");

  auto llvmContext = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(*module, *llvmContext);
  jit = llvm::cantFail(llvm::orc::LLJITBuilder().create());
  llvm::cantFail(jit->addIRModule(llvm::orc::ThreadSafeModule(
      std::move(translated), std::move(llvmContext))));
  address = llvm::cantFail(jit->lookup("tested")).toPtr<void *>();
}

Compiled::~Compiled() = default;

Body aikernel::test::operation(const std::string &name) {
  return [name](OpBuilder &builder, Location loc, ValueRange arguments) {
    OperationState state(loc, name, arguments, {arguments.front().getType()});
    return builder.create(state)->getResult(0);
  };
}

Body aikernel::test::operationOnHalves(const std::string &name,
                                       const std::string &format) {
  return [=](OpBuilder &builder, Location loc, ValueRange arguments) {
    SmallVector<Value> halves;
    for (Value argument : arguments)
      halves.push_back(fromBits(builder, loc, argument, format));
    return toBits(builder, loc, operation(name)(builder, loc, halves));
  };
}

Type aikernel::test::parseScalar(MLIRContext *context,
                                 const std::string &name) {
  return parseType(name, context);
}

Value aikernel::test::fromBits(OpBuilder &builder, Location loc, Value bits,
                               const std::string &format) {
  Type type = parseScalar(builder.getContext(), format);
  return arith::BitcastOp::create(builder, loc, type, bits);
}

Value aikernel::test::toBits(OpBuilder &builder, Location loc, Value value) {
  Type type = builder.getIntegerType(value.getType().getIntOrFloatBitWidth());
  return arith::BitcastOp::create(builder, loc, type, value);
}

bool aikernel::test::isFullTest() { return std::getenv("AIKERNEL_TEST_FULL"); }
