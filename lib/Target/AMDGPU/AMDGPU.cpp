//===- AMDGPU.cpp - Code for AMD ------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/AMDGPU.h"
#include "../Backend.h"
#include "CodeObject.h"
#include "aikernel/Target/Link.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/AMDGPUAddrSpace.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace aikernel;
using llvm::StringRef;

/// Version 6 is the first that generic processors may have.
static void setCodeObjectVersion(llvm::Module &module) {
  if (!module.getModuleFlag("amdhsa_code_object_version"))
    module.addModuleFlag(llvm::Module::Error, "amdhsa_code_object_version",
                         llvm::CodeObjectVersionKind::COV_6);
}

/// The traps of a function, each followed by nothing.
static llvm::SmallVector<llvm::Instruction *>
takeTrapsOf(llvm::Function &function) {
  llvm::SmallVector<llvm::Instruction *> traps;
  for (llvm::BasicBlock &block : function)
    for (llvm::Instruction &instruction : block)
      if (auto *call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
          call && call->getIntrinsicID() == llvm::Intrinsic::trap) {
        traps.push_back(call);
        break;
      }
  for (llvm::Instruction *trap : traps)
    llvm::changeToUnreachable(trap->getNextNode());
  return traps;
}

/// On gfx11 a trap becomes a sequence of instructions, but LLVM 22 expands only
/// the first one of a function; the others are left as a pseudo instruction
/// that has no encoding. So a function gets one, and a debugger its line only
/// where there was no other.
static void mergeTraps(llvm::Module &module) {
  for (llvm::Function &function : module) {
    llvm::SmallVector<llvm::Instruction *> traps = takeTrapsOf(function);
    if (traps.size() < 2)
      continue;
    auto *block =
        llvm::BasicBlock::Create(module.getContext(), "trap", &function);
    llvm::IRBuilder<> builder(block);
    llvm::SmallVector<llvm::DILocation *> places;
    for (llvm::Instruction *trap : traps) {
      places.push_back(trap->getDebugLoc());
      llvm::ReplaceInstWithInst(trap->getNextNode(),
                                llvm::BranchInst::Create(block));
      trap->eraseFromParent();
    }
    builder.SetCurrentDebugLocation(
        llvm::DILocation::getMergedLocations(places));
    builder.CreateIntrinsic(llvm::Intrinsic::trap, {});
    builder.CreateUnreachable();
  }
}

llvm::Expected<Image>
aikernel::compileForAMDGPU(mlir::gpu::GPUModuleOp module, const Target &target,
                           const CodegenOptions &options) {
  Backend backend(target, target.cpu, target.features, options, module);
  auto llvmModule = backend.translate(module, module.getName());
  if (!llvmModule)
    return llvmModule.takeError();
  setCodeObjectVersion(**llvmModule);
  if (llvm::Error error = backend.optimize(**llvmModule))
    return error;
  if (StringRef(target.cpu).starts_with("gfx11"))
    mergeTraps(**llvmModule);
  if (llvm::Error error = backend.requireBodies(**llvmModule))
    return error;
  if (llvm::Error error = backend.requireSharedMemory(**llvmModule, 64 << 10))
    return error;
  auto bytes = backend.emit(**llvmModule);
  if (!bytes)
    return bytes.takeError();

  Image image;
  image.target = &target;
  if (options.form != CodeForm::Object) {
    image.bytes = std::move(*bytes);
    return image;
  }
  if (auto undefined = undefinedSymbol(toStringRef(*bytes)))
    return internalError(backend.locationOf(*undefined),
                         "the code for " + target.name() + " uses '" +
                             *undefined + "', which nothing defines");
  auto linked = linkELF(module.getLoc(), {toStringRef(*bytes)},
                        {"-shared", "--no-undefined"});
  if (!linked)
    return linked.takeError();
  image.bytes = std::move(*linked);
  auto kernels = readKernelMetadata(toStringRef(image.bytes));
  if (!kernels)
    return internalError(module.getLoc(), llvm::toString(kernels.takeError()));
  image.kernels = std::move(*kernels);
  return image;
}
