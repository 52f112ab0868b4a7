//===- OptMain.cpp - aikernel-opt -----------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dialects.h"
#include "aikernel/Conversion/Pipelines.h"
#include "aikernel/Driver/Tools.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/InitLLVM.h"

/// The upstream passes that our pipelines are made of, and those that one
/// reaches for beside them.
static void registerUpstreamPasses() {
  mlir::registerTransformsPasses();
  mlir::LLVM::registerLLVMPasses();
  mlir::arith::registerArithPasses();
  mlir::registerArithToLLVMConversionPass();
  mlir::registerConvertControlFlowToLLVMPass();
  mlir::registerConvertFuncToLLVMPass();
  mlir::registerConvertIndexToLLVMPass();
  mlir::registerConvertMathToLLVMPass();
  mlir::registerConvertToLLVMPass();
  mlir::registerConvertVectorToLLVMPass();
  mlir::registerConvertVectorToSCF();
  mlir::registerFinalizeMemRefToLLVMConversionPass();
  mlir::registerReconcileUnrealizedCastsPass();
  mlir::registerSCFToControlFlowPass();
  mlir::registerUBToLLVMConversionPass();
}

int aikOptMain(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  registerUpstreamPasses();
  aikernel::registerAIKernelPasses();
  aikernel::registerAIKernelPipelines();
  mlir::DialectRegistry registry;
  aikernel::registerDialects(registry);
  return mlir::asMainReturnCode(mlir::MlirOptMain(
      argc, argv, "aikernel's passes, one by one\n", registry));
}
