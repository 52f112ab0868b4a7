//===- AIKernel.h - The aikernel dialect ------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_DIALECT_AIKERNEL_IR_AIKERNEL_H
#define AIKERNEL_DIALECT_AIKERNEL_IR_AIKERNEL_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/LLVMIR/LLVMTypes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "aikernel/Dialect/AIKernel/IR/AIKernelDialect.h.inc"
#include "aikernel/Dialect/AIKernel/IR/AIKernelEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.h.inc"
#define GET_TYPEDEF_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelTypes.h.inc"
#define GET_OP_CLASSES
#include "aikernel/Dialect/AIKernel/IR/AIKernelOps.h.inc"

namespace mlir::gpu {
class GPUFuncOp;
} // namespace mlir::gpu

namespace aikernel {

/// A kernel's parameters without the hidden ones, which follow them.
llvm::ArrayRef<mlir::Type> sourceParameters(mlir::gpu::GPUFuncOp kernel);

/// Of a kernel: a list of MessageAttr, and the most values that one has. Such a
/// kernel has one more hidden parameter, the last one: an AikMessageBuffer.
inline constexpr llvm::StringLiteral messagesAttrName = "aikernel.messages";
inline constexpr llvm::StringLiteral messageValuesAttrName =
    "aikernel.message_values";

/// Of a kernel that is checked: where its shared arrays are declared.
inline constexpr llvm::StringLiteral sharedSitesAttrName = "px.shared_sites";

/// Where the source has what stands at a location.
SiteAttr siteOf(mlir::Location location);

/// Threads of a warp of the kernel that the operation stands in, or is: 64
/// where the kernel has the attribute, else 32.
unsigned warpSizeOf(mlir::Operation *op);
inline constexpr llvm::StringLiteral warpAttrName = "aikernel.warp";

} // namespace aikernel

#endif // AIKERNEL_DIALECT_AIKERNEL_IR_AIKERNEL_H
