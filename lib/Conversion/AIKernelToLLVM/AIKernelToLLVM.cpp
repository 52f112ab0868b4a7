//===- AIKernelToLLVM.cpp - Host code that calls the runtime --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostProgram.h"
#include "aikernel/Conversion/Passes.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/DialectConversion.h"

namespace aikernel {
#define GEN_PASS_DEF_AIKERNELTOLLVM
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class AIKernelToLLVMPass
    : public aikernel::impl::AIKernelToLLVMBase<AIKernelToLLVMPass> {
public:
  using AIKernelToLLVMBase::AIKernelToLLVMBase;
  void runOnOperation() override;
};

} // namespace

/// An error leaves the program from wherever it is, which no loop or condition
/// of the scf dialect allows.
static LogicalResult lowerControlFlow(func::FuncOp function) {
  RewritePatternSet patterns(function.getContext());
  populateSCFToControlFlowConversionPatterns(patterns);
  ConversionTarget target(*function.getContext());
  target.addIllegalDialect<scf::SCFDialect>();
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  return applyPartialConversion(function, target, std::move(patterns));
}

void AIKernelToLLVMPass::runOnOperation() {
  ModuleOp module = getOperation();
  if (!module.getSymName()) {
    module.emitError(
        "aikernel-to-llvm: the module has no name, after which the "
        "artifact's C symbols are called");
    return signalPassFailure();
  }
  host::Artifact artifact(module, lengths);
  host::Texts texts(module);
  if (auto main = module.lookupSymbol<func::FuncOp>("main"))
    if (failed(lowerControlFlow(main)) ||
        failed(host::convertHostProgram(main, artifact, texts, unset)))
      return signalPassFailure();
  host::convertTables(module);
  host::buildLaunchFunctions(module, artifact, texts);
  for (auto kernels :
       llvm::make_early_inc_range(module.getOps<gpu::GPUModuleOp>()))
    kernels.erase();
}
