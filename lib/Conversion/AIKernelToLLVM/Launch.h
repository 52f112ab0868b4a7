//===- Launch.h - Launches through the runtime ------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_LAUNCH_H
#define AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_LAUNCH_H

#include "Memory.h"
#include "Runtime.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/ADT/MapVector.h"

namespace aikernel::host {

struct Kernel {
  uint32_t number;
  mlir::Location loc;
  llvm::SmallVector<mlir::Type> parameters;
  bool hasMessages;
};

/// The artifact that the code becomes a part of.
struct Artifact {
  /// Reads the kernels of the module and declares the artifact's AikImage. The
  /// module's name is <file> in the artifact's C symbols.
  Artifact(mlir::ModuleOp module, bool hasLengths);

  std::string stem;
  mlir::LLVM::GlobalOp image;
  /// In the order of their numbers.
  llvm::MapVector<mlir::StringAttr, Kernel> kernels;
  /// Whether parameter blocks hold the lengths of the arrays.
  bool hasLengths;
};

/// Calls launchImage with an AikDims and a parameter block; gives the status.
mlir::Value buildLaunch(mlir::ImplicitLocOpBuilder &builder,
                        const Runtime &runtime, const Artifact &artifact,
                        const Kernel &kernel, const Structure &dims,
                        const Structure &parameters);

/// The C entries: one function for each kernel that launches it, as the
/// artifact's C header declares it.
void buildLaunchFunctions(mlir::ModuleOp module, const Artifact &artifact,
                          Texts &texts);

} // namespace aikernel::host

#endif // AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_LAUNCH_H
