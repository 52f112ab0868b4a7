//===- TargetTest.h - Modules to generate code from -------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_TARGET_TARGETTEST_H
#define AIKERNEL_UNITTESTS_TARGET_TARGETTEST_H

#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/Image.h"
#include "aikernel/Target/Translation.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/LLVMIR/ROCDLDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

namespace aikernel {

class TargetTest : public testing::Test {
protected:
  TargetTest() {
    mlir::DialectRegistry registry;
    registry.insert<mlir::gpu::GPUDialect, mlir::LLVM::LLVMDialect,
                    mlir::NVVM::NVVMDialect, mlir::ROCDL::ROCDLDialect>();
    registerTargetTranslations(registry);
    context.appendDialectRegistry(registry);
  }

  mlir::ModuleOp parse(llvm::StringRef text) {
    modules.push_back(mlir::parseSourceString<mlir::ModuleOp>(text, &context));
    return modules.back().get();
  }
  mlir::gpu::GPUModuleOp parseDevice(llvm::StringRef text) {
    return *parse(text).getOps<mlir::gpu::GPUModuleOp>().begin();
  }

  static const Target &target(llvm::StringRef name) {
    return *findTargets(name).front();
  }

  /// The code as text; a failure of the test when there is none.
  static std::string text(llvm::Expected<Bytes> bytes) {
    if (bytes)
      return toStringRef(*bytes).str();
    ADD_FAILURE() << llvm::toString(bytes.takeError());
    return "";
  }

  template <typename T>
  static std::string message(llvm::Expected<T> result) {
    return result ? "" : llvm::toString(result.takeError());
  }

  mlir::MLIRContext context;

private:
  std::vector<mlir::OwningOpRef<mlir::ModuleOp>> modules;
};

} // namespace aikernel

#endif // AIKERNEL_UNITTESTS_TARGET_TARGETTEST_H
