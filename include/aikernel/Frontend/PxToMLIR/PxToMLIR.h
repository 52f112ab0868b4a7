//===- PxToMLIR.h - From the typed tree to MLIR -----------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PXTOMLIR_PXTOMLIR_H
#define AIKERNEL_FRONTEND_PXTOMLIR_PXTOMLIR_H

#include "aikernel/Frontend/Px/Typed.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace aikernel {

/// Generates the device-neutral module of a checked program:
///  - `gpu.module @px` with one `gpu.func` kernel for each px kernel and a
///  constant
///    `memref.global` for each table;
///  - `func.func @main` with the statements outside kernels, when there are
///  any. Its
///    arguments are the host inputs: first every ARG, then Program::hostInputs.
///    It has tables of its own, `host.NAME`.
/// Functions are written where they are called.
/// Loads the dialects that it needs into `context`.
mlir::OwningOpRef<mlir::ModuleOp> generateMLIR(const px::Program &program,
                                               const px::SourceManager &sources,
                                               mlir::MLIRContext &context);

} // namespace aikernel

#endif // AIKERNEL_FRONTEND_PXTOMLIR_PXTOMLIR_H
