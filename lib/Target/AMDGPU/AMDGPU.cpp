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
#include "llvm/Support/AMDGPUAddrSpace.h"

using namespace aikernel;
using llvm::StringRef;

/// Version 6 is the first that generic processors may have.
static void setCodeObjectVersion(llvm::Module &module) {
  if (!module.getModuleFlag("amdhsa_code_object_version"))
    module.addModuleFlag(llvm::Module::Error, "amdhsa_code_object_version",
                         llvm::CodeObjectVersionKind::COV_6);
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
