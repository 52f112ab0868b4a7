//===- AMDGPU.h - Code for AMD ----------------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_AMDGPU_H
#define AIKERNEL_TARGET_AMDGPU_H

#include "aikernel/Target/Image.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/Support/Error.h"

namespace aikernel {

/// Compiles a `gpu.module` of LLVM-dialect functions to a loadable code object
/// (HSACO, code object version 6), or to its assembly or LLVM IR. The resources
/// come from the code object's own metadata.
llvm::Expected<Image> compileForAMDGPU(mlir::gpu::GPUModuleOp module,
                                       const Target &target,
                                       const CodegenOptions &options);

} // namespace aikernel

#endif // AIKERNEL_TARGET_AMDGPU_H
