//===- AIKernel.td - Table of contents of the aikernel dialect ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TD
#define AIKERNEL_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelDialect.td"
include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.td"
include "aikernel/Dialect/AIKernel/IR/MemOps.td"
include "aikernel/Dialect/AIKernel/IR/GpuOps.td"
include "aikernel/Dialect/AIKernel/IR/CheckOps.td"
include "aikernel/Dialect/AIKernel/IR/ValueOps.td"

#endif // AIKERNEL_TD
