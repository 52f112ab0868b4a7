//===- Passes.h - The lowerings ---------------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PASSES_H
#define AIKERNEL_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
namespace arith {
class ArithDialect;
} // namespace arith
namespace func {
class FuncDialect;
class FuncOp;
} // namespace func
namespace gpu {
class GPUDialect;
class GPUFuncOp;
class GPUModuleOp;
} // namespace gpu
namespace math {
class MathDialect;
} // namespace math
namespace memref {
class MemRefDialect;
} // namespace memref
namespace scf {
class SCFDialect;
} // namespace scf
namespace ub {
class UBDialect;
} // namespace ub
namespace vector {
class VectorDialect;
} // namespace vector
namespace LLVM {
class LLVMDialect;
} // namespace LLVM
namespace NVVM {
class NVVMDialect;
} // namespace NVVM
namespace ROCDL {
class ROCDLDialect;
} // namespace ROCDL
} // namespace mlir

namespace aikernel {

#define GEN_PASS_DECL
#include "aikernel/Conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "aikernel/Conversion/Passes.h.inc"

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_PASSES_H
