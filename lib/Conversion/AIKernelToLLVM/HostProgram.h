//===- HostProgram.h - The host program as a function -----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_HOSTPROGRAM_H
#define AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_HOSTPROGRAM_H

#include "Launch.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace aikernel::host {

/// Makes `main`, whose control flow is unstructured already, an AikHostMainFn.
/// With `tracksUnset`, reads of memory that nothing was written to end it.
llvm::LogicalResult convertHostProgram(mlir::func::FuncOp main,
                                       const Artifact &artifact, Texts &texts,
                                       bool tracksUnset);

/// The tables of the module as LLVM constants.
void convertTables(mlir::ModuleOp module);

} // namespace aikernel::host

#endif // AIKERNEL_LIB_CONVERSION_AIKERNELTOLLVM_HOSTPROGRAM_H
