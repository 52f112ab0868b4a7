//===- NVPTX.h - Code for NVIDIA --------------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_NVPTX_H
#define AIKERNEL_TARGET_NVPTX_H

#include "aikernel/Target/Image.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace aikernel {

/// Compiles a `gpu.module` of LLVM-dialect functions to PTX (or LLVM IR). A
/// function without a body is an error: there is nothing to link it with.
llvm::Expected<Bytes> compileForNVPTX(mlir::gpu::GPUModuleOp module,
                                      const Target &target,
                                      const CodegenOptions &options);

/// Where ptxas is: AIKERNEL_PTXAS_PATH, else the first of PATH, CUDA_HOME/bin
/// and /usr/local/cuda/bin that has it.
std::optional<std::string> findPtxas();

/// What `ptxas --version` says of itself, in one line.
std::string ptxasVersion(llvm::StringRef ptxas);

/// Assembles PTX to a cubin and reports what its kernels take.
llvm::Expected<Image> assemblePTX(mlir::Location location, llvm::StringRef ptx,
                                  const Target &target, llvm::StringRef ptxas,
                                  const CodegenOptions &options);

} // namespace aikernel

#endif // AIKERNEL_TARGET_NVPTX_H
