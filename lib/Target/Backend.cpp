//===- Backend.cpp - What the three targets share of LLVM -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Backend.h"
#include "aikernel/Target/Translation.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/ROCDL/ROCDLToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include <mutex>

using namespace aikernel;
using llvm::StringRef;

void aikernel::registerTargetTranslations(mlir::DialectRegistry &registry) {
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerGPUDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
  mlir::registerNVVMDialectTranslation(registry);
  mlir::registerROCDLDialectTranslation(registry);
}

char CodegenError::ID = 0;

//===----------------------------------------------------------------------===//
// Complaints
//===----------------------------------------------------------------------===//

struct Backend::Complaints {
  /// The first one, and the function that it is about.
  std::string message;
  std::string function;
  bool resourceLimit = false;
};

/// Keeps what a back end reports instead of letting LLVM print it and exit.
class Backend::Handler : public llvm::DiagnosticHandler {
public:
  explicit Handler(Complaints &complaints) : complaints(complaints) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo &info) override {
    if (info.getSeverity() != llvm::DS_Error || !complaints.message.empty())
      return true;
    llvm::raw_string_ostream os(complaints.message);
    if (auto *limit =
            llvm::dyn_cast<llvm::DiagnosticInfoResourceLimit>(&info)) {
      complaints.resourceLimit = true;
      complaints.function = limit->getFunction().getName();
      os << limit->getResourceName() << " of '" << complaints.function
         << "' is " << limit->getResourceSize() << "; at most "
         << limit->getResourceLimit() << " are possible";
      return true;
    }
    llvm::DiagnosticPrinterRawOStream printer(os);
    info.print(printer);
    return true;
  }

private:
  Complaints &complaints;
};

llvm::Error Backend::takeComplaints() {
  if (complaints->message.empty())
    return llvm::Error::success();
  Complaints taken;
  std::swap(taken, *complaints);
  mlir::Location location =
      taken.function.empty() ? source->getLoc() : locationOf(taken.function);
  return taken.resourceLimit ? inputError(location, "for " + target.name() +
                                                        ", " + taken.message)
                             : internalError(location, taken.message);
}

//===----------------------------------------------------------------------===//
// The target machine
//===----------------------------------------------------------------------===//

static const llvm::Target &initialize(TargetKind kind,
                                      const llvm::Triple &triple) {
  switch (kind) {
  case TargetKind::Host: {
    static std::once_flag once;
    std::call_once(once, [] {
      LLVMInitializeX86TargetInfo();
      LLVMInitializeX86Target();
      LLVMInitializeX86TargetMC();
      LLVMInitializeX86AsmPrinter();
      LLVMInitializeX86AsmParser();
    });
    break;
  }
  case TargetKind::NVPTX: {
    static std::once_flag once;
    std::call_once(once, [] {
      LLVMInitializeNVPTXTargetInfo();
      LLVMInitializeNVPTXTarget();
      LLVMInitializeNVPTXTargetMC();
      LLVMInitializeNVPTXAsmPrinter();
    });
    break;
  }
  case TargetKind::AMDGPU: {
    static std::once_flag once;
    std::call_once(once, [] {
      LLVMInitializeAMDGPUTargetInfo();
      LLVMInitializeAMDGPUTarget();
      LLVMInitializeAMDGPUTargetMC();
      LLVMInitializeAMDGPUAsmPrinter();
      LLVMInitializeAMDGPUAsmParser();
    });
    break;
  }
  }
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    llvm::reportFatalInternalError(error.c_str());
  return *target;
}

Backend::Backend(const Target &target, StringRef cpu, StringRef features,
                 const CodegenOptions &options, mlir::Operation *source)
    : target(target), options(options), source(source),
      complaints(std::make_unique<Complaints>()) {
  context.setDiagnosticHandler(std::make_unique<Handler>(*complaints));

  llvm::Triple triple(target.triple());
  llvm::TargetOptions targetOptions;
  // Which products and sums fuse was decided before targets parted.
  targetOptions.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  targetOptions.FunctionSections = true;
  targetOptions.DataSections = true;
  targetOptions.MCOptions.AsmVerbose =
      options.form == CodeForm::CommentedAssembly;
  static constexpr llvm::CodeGenOptLevel levels[] = {
      llvm::CodeGenOptLevel::None, llvm::CodeGenOptLevel::Less,
      llvm::CodeGenOptLevel::Default, llvm::CodeGenOptLevel::Aggressive};
  machine.reset(initialize(target.kind, triple)
                    .createTargetMachine(triple, cpu, features, targetOptions,
                                         llvm::Reloc::PIC_, std::nullopt,
                                         levels[options.optLevel]));
}

Backend::~Backend() = default;

//===----------------------------------------------------------------------===//
// The three steps
//===----------------------------------------------------------------------===//

void Backend::prepare(llvm::Module &module) const {
  module.setTargetTriple(llvm::Triple(target.triple()));
  module.setDataLayout(machine->createDataLayout());
}

llvm::Expected<std::unique_ptr<llvm::Module>>
Backend::translate(mlir::Operation *module, StringRef name) {
  auto result = mlir::translateModuleToLLVMIR(module, context, name);
  if (!result)
    return internalError(module->getLoc(), "translation to LLVM IR failed");
  prepare(*result);
  return result;
}

llvm::Error Backend::optimize(llvm::Module &module) {
  static const llvm::OptimizationLevel levels[] = {
      llvm::OptimizationLevel::O0, llvm::OptimizationLevel::O1,
      llvm::OptimizationLevel::O2, llvm::OptimizationLevel::O3};
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = false;
  tuning.SLPVectorization = false;
  tuning.LoopInterleaving = false;

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(machine.get(), tuning);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);

  llvm::OptimizationLevel level = levels[options.optLevel];
  llvm::ModulePassManager passes =
      level == llvm::OptimizationLevel::O0
          ? builder.buildO0DefaultPipeline(level)
          : builder.buildPerModuleDefaultPipeline(level);
  passes.run(module, modules);
  return takeComplaints();
}

llvm::Expected<Bytes> Backend::emit(llvm::Module &module) {
  Bytes bytes;
  llvm::raw_svector_ostream os(bytes);
  if (options.form == CodeForm::LLVM) {
    module.print(os, nullptr);
    return bytes;
  }
  llvm::legacy::PassManager passes;
  auto fileType = options.form == CodeForm::Object
                      ? llvm::CodeGenFileType::ObjectFile
                      : llvm::CodeGenFileType::AssemblyFile;
  if (machine->addPassesToEmitFile(passes, os, nullptr, fileType))
    return internalError(source->getLoc(),
                         "the back end cannot write this form");
  passes.run(module);
  if (llvm::Error error = takeComplaints())
    return error;
  return bytes;
}

//===----------------------------------------------------------------------===//
// Unresolved functions
//===----------------------------------------------------------------------===//

mlir::Location Backend::locationOf(StringRef name) const {
  mlir::Location location = source->getLoc();
  source->walk([&](mlir::Operation *op) {
    auto call = llvm::dyn_cast<mlir::LLVM::CallOp>(op);
    auto function = llvm::dyn_cast<mlir::LLVM::LLVMFuncOp>(op);
    bool found = (call && call.getCallee() == name) ||
                 (function && function.getName() == name &&
                  !llvm::isa<mlir::UnknownLoc>(op->getLoc()));
    if (!found)
      return mlir::WalkResult::advance();
    location = op->getLoc();
    return call ? mlir::WalkResult::interrupt() : mlir::WalkResult::advance();
  });
  return location;
}

llvm::Error Backend::requireBodies(llvm::Module &module) {
  for (llvm::Function &function : module) {
    if (!function.isDeclaration() || function.isIntrinsic() ||
        function.use_empty())
      continue;
    StringRef name = function.getName();
    return internalError(locationOf(name), "the code for " + target.name() +
                                               " calls '" + name +
                                               "', which nothing defines");
  }
  return llvm::Error::success();
}

/// The functions whose instructions use a global, through constants too.
static llvm::SmallPtrSet<llvm::Function *, 4>
usersOf(llvm::GlobalVariable &global) {
  llvm::SmallPtrSet<llvm::Function *, 4> functions;
  llvm::SmallVector<llvm::User *> users(global.users());
  while (!users.empty()) {
    llvm::User *user = users.pop_back_val();
    if (auto *instruction = llvm::dyn_cast<llvm::Instruction>(user))
      functions.insert(instruction->getFunction());
    else
      users.append(user->user_begin(), user->user_end());
  }
  return functions;
}

llvm::Error Backend::requireSharedMemory(llvm::Module &module, uint64_t limit) {
  constexpr unsigned sharedSpace = 3; // on NVPTX and AMDGPU alike
  llvm::MapVector<llvm::Function *, uint64_t> bytes;
  for (llvm::GlobalVariable &global : module.globals())
    if (global.getAddressSpace() == sharedSpace && !global.isDeclaration())
      for (llvm::Function *function : usersOf(global))
        bytes[function] +=
            module.getDataLayout().getTypeAllocSize(global.getValueType());
  for (auto [function, size] : bytes)
    if (size > limit)
      return inputError(locationOf(function->getName()),
                        "kernel '" + function->getName() + "' uses " +
                            llvm::Twine(size) + " bytes of shared memory; " +
                            target.name() + " has " + llvm::Twine(limit));
  return llvm::Error::success();
}
