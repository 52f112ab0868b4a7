//===- LinearId.h - Numbers of blocks and threads ---------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_KERNELABI_LINEARID_H
#define AIKERNEL_CONVERSION_KERNELABI_LINEARID_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel {

/// Number of the block in the grid, an index, x fastest.
mlir::Value linearBlockId(mlir::ImplicitLocOpBuilder &builder);
/// Number of the thread in its block, an index, x fastest.
mlir::Value linearThreadId(mlir::ImplicitLocOpBuilder &builder);

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_KERNELABI_LINEARID_H
