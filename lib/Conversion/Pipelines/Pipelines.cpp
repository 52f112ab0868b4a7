//===- Pipelines.cpp - The named pipelines --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Pipelines.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Conversion/PortableMath/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace aikernel;

static void addCleanup(OpPassManager &passes) {
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
}

//===----------------------------------------------------------------------===//
// Before targets part
//===----------------------------------------------------------------------===//

void aikernel::buildKernelPipeline(OpPassManager &passes,
                                   const KernelPipelineOptions &options) {
  // Before anything can be removed or merged: an element that is read and not
  // used is outside of its array all the same.
  if (options.checkBounds)
    passes.nest<gpu::GPUModuleOp>().addPass(createCheckBounds());
  OpPassManager &sources = passes.nest<gpu::GPUModuleOp>();
  if (options.checkAccesses)
    sources.addNestedPass<gpu::GPUFuncOp>(
        createCheckAccesses({options.checkAccesses}));
  if (options.checkDivergence)
    sources.addNestedPass<gpu::GPUFuncOp>(createCheckDivergence());
  // The lengths are the first hidden parameters, the buffer is the last.
  sources.addNestedPass<gpu::GPUFuncOp>(createNumberMessages());
  passes.addPass(createContractFloatingPoint({options.contract}));
  passes.addPass(createInlinerPass());
  passes.addPass(createSymbolDCEPass());
  OpPassManager &kernels = passes.nest<gpu::GPUModuleOp>();
  kernels.addPass(createSymbolDCEPass());
  addCleanup(kernels);
  kernels.addNestedPass<gpu::GPUFuncOp>(createConvergeCollectives());
  kernels.addNestedPass<gpu::GPUFuncOp>(createExpandCollectives());
  // Halves are computed in f32 and rounded after each operation, on every
  // target.
  arith::ArithEmulateUnsupportedFloatsOptions halves;
  halves.sourceTypeStrs = {"f16", "bf16"};
  halves.targetTypeStr = "f32";
  passes.addPass(arith::createArithEmulateUnsupportedFloats(halves));
  // It allows contraction, which would drop the rounding again.
  passes.addPass(createContractFloatingPoint({/*enable=*/false}));
  passes.addPass(createPortableMath());
  addCleanup(passes);
  passes.nest<gpu::GPUModuleOp>().addNestedPass<gpu::GPUFuncOp>(
      createUnrollLocalArrays());
  addCleanup(passes);
}

//===----------------------------------------------------------------------===//
// x86-64
//===----------------------------------------------------------------------===//

/// Everything that is left, to the LLVM dialect.
static void addConversionToLLVM(OpPassManager &passes) {
  passes.addPass(createSCFToControlFlowPass());
  passes.addPass(createConvertVectorToLLVMPass());
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createConvertIndexToLLVMPass());
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createConvertFuncToLLVMPass());
  passes.addPass(createUBToLLVMConversionPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
}

void aikernel::buildHostPipeline(OpPassManager &passes,
                                 const HostPipelineOptions &options) {
  bool isScalar = options.version == "scalar";
  passes.addPass(createKeepKernels());
  OpPassManager &kernels = passes.nest<gpu::GPUModuleOp>();
  // Without warps the whole block runs in step where a collective is near.
  kernels.addNestedPass<gpu::GPUFuncOp>(
      createConvergeCollectives({/*block=*/isScalar}));
  kernels.addPass(createKernelABI({"host"}));
  passes.addPass(createBlocksToTasks({options.version}));
  addCleanup(passes);
  OpPassManager &tasks = passes.nest<func::FuncOp>();
  tasks.addPass(createSplitAtBarriers({/*collectives=*/isScalar}));
  if (isScalar) {
    tasks.addPass(createThreadsToLoops());
  } else {
    // One lane for each 32-bit element of a register.
    tasks.addPass(createVectorizeThreads(
        {options.vectorBytes / 4, /*trustIndices=*/!options.checkBounds}));
  }
  passes.addPass(createReportsToCalls());
  addCleanup(passes);
  if (!isScalar)
    passes.addNestedPass<func::FuncOp>(createTransposeGathers());
  passes.addPass(createExpandInstructions({options.version}));
  passes.addNestedPass<func::FuncOp>(createLargeArraysToScratch());
  passes.addPass(createLoopInvariantCodeMotionPass());
  addConversionToLLVM(passes);
  addCleanup(passes);
}

void aikernel::buildHostProgramPipeline(
    OpPassManager &passes, const HostProgramPipelineOptions &options) {
  passes.addPass(createExpandInstructions());
  passes.addPass(createAIKernelToLLVM({/*lengths=*/options.checkBounds,
                                       /*unset=*/options.checkUnset}));
  addConversionToLLVM(passes);
  addCleanup(passes);
}

//===----------------------------------------------------------------------===//
// GPUs
//===----------------------------------------------------------------------===//

static void addDevicePasses(OpPassManager &passes, StringRef target,
                            StringRef scope, StringRef chip, unsigned warp,
                            std::unique_ptr<Pass> toDevice) {
  passes.addPass(createKeepKernels({warp}));
  OpPassManager &kernels = passes.nest<gpu::GPUModuleOp>();
  kernels.addNestedPass<gpu::GPUFuncOp>(createConvergeCollectives());
  kernels.addPass(createKernelABI({target.str()}));
  kernels.addNestedPass<gpu::GPUFuncOp>(createMessagesToRecords({scope.str()}));
  passes.addPass(createExpandInstructions({chip.str()}));
  OpPassManager &expanded = passes.nest<gpu::GPUModuleOp>();
  addCleanup(expanded);
  expanded.addPass(std::move(toDevice));
  addCleanup(expanded);
}

void aikernel::buildNVPTXPipeline(OpPassManager &passes,
                                  const DevicePipelineOptions &options) {
  addDevicePasses(passes, "nvptx", "device", "nvptx", /*warp=*/32,
                  createGPUToNVVM());
}

void aikernel::buildAMDGPUPipeline(OpPassManager &passes,
                                   const DevicePipelineOptions &options) {
  StringRef chip = options.chip;
  GPUToROCDLOptions device;
  device.wave = chip.starts_with("gfx9") ? 64 : 32;
  device.ignoresTraps = chip.starts_with("gfx11");
  addDevicePasses(passes, "amdgpu", "agent", chip, device.wave,
                  createGPUToROCDL(device));
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

void aikernel::registerAIKernelPasses() {
  registerConversionPasses();
  registerPortableMathPasses();
}

void aikernel::registerAIKernelPipelines() {
  PassPipelineRegistration<KernelPipelineOptions>(
      "aikernel-kernel-pipeline", "What is decided before targets part",
      [](OpPassManager &passes, const KernelPipelineOptions &options) {
        buildKernelPipeline(passes, options);
      });
  PassPipelineRegistration<HostPipelineOptions>(
      "aikernel-to-host-pipeline", "Kernels as x86-64 functions over blocks",
      [](OpPassManager &passes, const HostPipelineOptions &options) {
        buildHostPipeline(passes, options);
      });
  PassPipelineRegistration<HostProgramPipelineOptions>(
      "aikernel-host-program-pipeline", "The host program and launch stubs",
      buildHostProgramPipeline);
  PassPipelineRegistration<DevicePipelineOptions>(
      "aikernel-to-nvvm-pipeline", "Kernels as LLVM functions for NVPTX",
      buildNVPTXPipeline);
  PassPipelineRegistration<DevicePipelineOptions>(
      "aikernel-to-rocdl-pipeline", "Kernels as LLVM functions for AMDGPU",
      buildAMDGPUPipeline);
}
