//===- MoveBFloats.h - bf16 values as integers ------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_TARGET_HOST_MOVEBFLOATS_H
#define AIKERNEL_LIB_TARGET_HOST_MOVEBFLOATS_H

#include "llvm/IR/Module.h"

namespace aikernel {

/// Turns bf16 values, scalars and vectors, into i16 in functions that only move
/// them, as all do behind aikernel-portable-math. Without AVX512_BF16,
/// instruction selection would round them through f32 at each choice and
/// between blocks, which costs a call and makes a NaN quiet. For a module that
/// is already optimized: the optimizer brings them back.
void moveBFloatsAsIntegers(llvm::Module &module);

} // namespace aikernel

#endif // AIKERNEL_LIB_TARGET_HOST_MOVEBFLOATS_H
