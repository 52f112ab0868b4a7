//===- IndexOverflow.h - Index expressions that overflow --------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_INDEXOVERFLOW_H
#define AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_INDEXOVERFLOW_H

#include "Checks.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace aikernel {

/// Appends a check for each operation of an index expression that, by its
/// overflow flags, must not wrap. Its index is what the operation gives without
/// wrapping.
void checkOverflow(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value index, mlir::Value length,
                   llvm::SmallVectorImpl<BoundsCheck> &checks);

/// Lets everything wrap: what is checked must not be undefined.
void dropOverflowFlags(mlir::FunctionOpInterface function);

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_INDEXOVERFLOW_H
