//===- NVPTX.cpp - Code for NVIDIA ----------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/NVPTX.h"
#include "../Backend.h"

using namespace aikernel;
using llvm::StringRef;

/// Functions that the back end itself decided to call while it selected
/// instructions.
static llvm::Error requireNoExternals(const Backend &backend, StringRef ptx,
                                      const Target &target) {
  size_t at = ptx.find(".extern .func");
  if (at == StringRef::npos)
    return llvm::Error::success();
  StringRef declaration =
      ptx.substr(at).take_until([](char c) { return c == ';'; });
  StringRef name = declaration.rsplit('(').first;
  name =
      name.rtrim().take_back(name.rtrim().size() - name.rtrim().rfind(' ') - 1);
  return internalError(backend.locationOf(name),
                       "the code for " + target.name() + " calls '" + name +
                           "', which nothing defines");
}

llvm::Expected<Bytes> aikernel::compileForNVPTX(mlir::gpu::GPUModuleOp module,
                                                const Target &target,
                                                const CodegenOptions &options) {
  CodegenOptions textOptions = options;
  if (options.form == CodeForm::Object)
    textOptions.form = CodeForm::Assembly;

  Backend backend(target, target.cpu, target.features, textOptions, module);
  auto llvmModule = backend.translate(module, module.getName());
  if (!llvmModule)
    return llvmModule.takeError();
  if (llvm::Error error = backend.optimize(**llvmModule))
    return error;
  if (llvm::Error error = backend.requireBodies(**llvmModule))
    return error;
  // What every architecture has for arrays of fixed size, whatever more of it
  // may be had at a launch.
  if (llvm::Error error = backend.requireSharedMemory(**llvmModule, 48 << 10))
    return error;
  auto bytes = backend.emit(**llvmModule);
  if (bytes && textOptions.form == CodeForm::Assembly)
    if (llvm::Error error =
            requireNoExternals(backend, toStringRef(*bytes), target))
      return error;
  return bytes;
}
