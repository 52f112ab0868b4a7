//===- CodeObject.h - What an AMD code object says of itself ----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_TARGET_AMDGPU_CODEOBJECT_H
#define AIKERNEL_LIB_TARGET_AMDGPU_CODEOBJECT_H

#include "aikernel/Target/Image.h"
#include "llvm/Support/Error.h"

namespace aikernel {

/// The figures of the metadata note, one entry a kernel.
llvm::Expected<std::vector<KernelResources>>
readKernelMetadata(llvm::StringRef elf);

} // namespace aikernel

#endif // AIKERNEL_LIB_TARGET_AMDGPU_CODEOBJECT_H
