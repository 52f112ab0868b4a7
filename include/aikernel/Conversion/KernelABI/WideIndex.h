//===- WideIndex.h - Indices of 64 bits -------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_KERNELABI_WIDEINDEX_H
#define AIKERNEL_CONVERSION_KERNELABI_WIDEINDEX_H

#include "mlir/IR/Builders.h"

namespace aikernel {

/// An index as i64, extended from the integer that it was cast from: `index`
/// itself has 32 bits on some targets.
mlir::Value wideIndex(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Value index);

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_KERNELABI_WIDEINDEX_H
