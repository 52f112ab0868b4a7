//===- Pipelines.h - The named pipelines ------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each pipeline takes what the one before it leaves:
//
//   generated module ─kernel→ ┬─ to-host ──→ llvm.func tasks, one per kernel
//                             ├─ to-nvvm ──→ gpu.module of llvm.func, for PTX
//                             ├─ to-rocdl ─→ gpu.module of llvm.func, for HSACO
//                             └─ host-program → llvm.func aik_host_main, launch
//                             stubs
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PIPELINES_H
#define AIKERNEL_CONVERSION_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include <string>

namespace aikernel {

struct KernelPipelineOptions
    : mlir::PassPipelineOptions<KernelPipelineOptions> {
  Option<bool> contract{*this, "contract", llvm::cl::init(true),
                        llvm::cl::desc("fuse a * b + c within an expression")};
  Option<bool> checkBounds{*this, "check-bounds", llvm::cl::init(false),
                           llvm::cl::desc("check array accesses")};
  Option<unsigned> checkAccesses{
      *this, "check-accesses", llvm::cl::init(0),
      llvm::cl::desc("1: find races, 2: reads of unset memory, 3: both")};
  Option<bool> checkDivergence{
      *this, "check-divergence", llvm::cl::init(false),
      llvm::cl::desc("check that all threads reach barriers")};
};

/// aikernel-kernel-pipeline: what is decided before targets part. Accesses are
/// checked on request, sums of products fused, collectives and math functions
/// expanded.
void buildKernelPipeline(mlir::OpPassManager &passes,
                         const KernelPipelineOptions &options = {});

struct HostPipelineOptions : mlir::PassPipelineOptions<HostPipelineOptions> {
  Option<std::string> version{
      *this, "version", llvm::cl::init("scalar"),
      llvm::cl::desc("code version: scalar, avx2 or avx512")};
  Option<unsigned> vectorBytes{
      *this, "vector-bytes", llvm::cl::init(64),
      llvm::cl::desc("bytes of a vector register; not used by scalar")};
  Option<bool> checkBounds{*this, "check-bounds", llvm::cl::init(false),
                           llvm::cl::desc("kernels check array accesses")};
  Option<bool> debugInfo{*this, "debug-info", llvm::cl::init(false),
                         llvm::cl::desc("keep line numbers")};
};

/// aikernel-to-host-pipeline: kernels as functions over blocks of threads.
void buildHostPipeline(mlir::OpPassManager &passes,
                       const HostPipelineOptions &options);

struct HostProgramPipelineOptions
    : mlir::PassPipelineOptions<HostProgramPipelineOptions> {
  Option<bool> checkBounds{*this, "check-bounds", llvm::cl::init(false),
                           llvm::cl::desc("kernels check array accesses")};
  Option<bool> checkUnset{*this, "check-unset", llvm::cl::init(false),
                          llvm::cl::desc("find reads of unset memory")};
};

/// aikernel-host-program-pipeline: the host program and the launch stubs.
void buildHostProgramPipeline(mlir::OpPassManager &passes,
                              const HostProgramPipelineOptions &options);

struct DevicePipelineOptions
    : mlir::PassPipelineOptions<DevicePipelineOptions> {
  Option<std::string> chip{*this, "chip",
                           llvm::cl::desc("sm_90a, gfx942, gfx11-generic, …")};
};

/// aikernel-to-nvvm-pipeline.
void buildNVPTXPipeline(mlir::OpPassManager &passes,
                        const DevicePipelineOptions &options);

/// aikernel-to-rocdl-pipeline.
void buildAMDGPUPipeline(mlir::OpPassManager &passes,
                         const DevicePipelineOptions &options);

/// Every pass and pipeline of this project, by name.
void registerAIKernelPasses();
void registerAIKernelPipelines();

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_PIPELINES_H
