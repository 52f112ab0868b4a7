//===- AIKernelDialect.cpp - The aikernel dialect ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aikernel;

#include "aikernel/Dialect/AIKernel/IR/AIKernelDialect.cpp.inc"
#include "aikernel/Dialect/AIKernel/IR/AIKernelEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelTypes.cpp.inc"

void AIKernelDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.cpp.inc"
      >();
  addTypes<
#define GET_TYPEDEF_LIST
#include "aikernel/Dialect/AIKernel/IR/AIKernelTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "aikernel/Dialect/AIKernel/IR/AIKernelOps.cpp.inc"
      >();
}
