//===- Support.h - What LLVM calls on its own -------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_TARGET_HOST_SUPPORT_H
#define AIKERNEL_LIB_TARGET_HOST_SUPPORT_H

#include "llvm/IR/Module.h"

namespace aikernel {

/// Defines, as local functions, what selecting instructions for `module` will
/// call: an artifact needs nothing from outside. For a module that is already
/// optimized.
void addSupportFunctions(llvm::Module &module);

} // namespace aikernel

#endif // AIKERNEL_LIB_TARGET_HOST_SUPPORT_H
