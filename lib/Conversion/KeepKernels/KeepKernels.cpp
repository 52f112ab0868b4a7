//===- KeepKernels.cpp - Drop the host program ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace aikernel {
#define GEN_PASS_DEF_KEEPKERNELS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;

namespace {

class KeepKernelsPass
    : public aikernel::impl::KeepKernelsBase<KeepKernelsPass> {
public:
  using KeepKernelsBase::KeepKernelsBase;

  void runOnOperation() override {
    for (Operation &op : llvm::make_early_inc_range(
             getOperation().getBody()->getOperations())) {
      if (auto kernels = dyn_cast<gpu::GPUModuleOp>(op))
        dropWideWarps(kernels);
      else
        op.erase();
    }
  }

private:
  void dropWideWarps(gpu::GPUModuleOp kernels) {
    for (auto kernel :
         llvm::make_early_inc_range(kernels.getOps<gpu::GPUFuncOp>()))
      if (aikernel::warpSizeOf(kernel) > warp)
        kernel.erase();
  }
};

} // namespace
