//===- Runtime.h - Calls of the runtime -------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_RUNTIME_H
#define AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_RUNTIME_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/StringMap.h"

namespace aikernel::host {

/// The zero-terminated texts of a module.
class Texts {
public:
  explicit Texts(mlir::ModuleOp module) : module(module) {}

  mlir::Value address(mlir::ImplicitLocOpBuilder &builder,
                      llvm::StringRef text);

private:
  mlir::ModuleOp module;
  llvm::StringMap<mlir::LLVM::GlobalOp> globals;
};

/// The runtime as one function sees it: the table AikHostApi and the context. A
/// function of the table is named by its offset there.
class Runtime {
public:
  Runtime(mlir::Value api, mlir::Value context, Texts &texts)
      : api(api), context(context), texts(texts) {}

  /// Calls a function that returns nothing.
  void call(mlir::ImplicitLocOpBuilder &builder, uint64_t function,
            mlir::ValueRange arguments = {}) const;
  /// Calls a function that returns an AikStatus.
  mlir::Value callForStatus(mlir::ImplicitLocOpBuilder &builder,
                            uint64_t function,
                            mlir::ValueRange arguments = {}) const;

  mlir::Value text(mlir::ImplicitLocOpBuilder &builder,
                   llvm::StringRef text) const {
    return texts.address(builder, text);
  }

  /// Records an error at the builder's location and gives its status. Each "{}"
  /// of the message stands for one of the numbers, i64.
  mlir::Value fail(mlir::ImplicitLocOpBuilder &builder, llvm::StringRef message,
                   mlir::ValueRange numbers) const;
  /// Adds the builder's location to the error of a call that gave `status`.
  mlir::Value failAt(mlir::ImplicitLocOpBuilder &builder,
                     mlir::Value status) const;
  mlir::Value failAssertion(mlir::ImplicitLocOpBuilder &builder,
                            llvm::StringRef message) const;

  /// File, line and column of the builder's location.
  llvm::SmallVector<mlir::Value, 3>
  place(mlir::ImplicitLocOpBuilder &builder) const;

private:
  mlir::LLVM::CallOp makeCall(mlir::ImplicitLocOpBuilder &builder,
                              uint64_t function, mlir::Type result,
                              mlir::ValueRange arguments) const;
  mlir::Value api, context;
  Texts &texts;
};

} // namespace aikernel::host

#endif // AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_RUNTIME_H
