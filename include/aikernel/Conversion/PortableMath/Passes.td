//===- Passes.td - Mathematics that is the same on every target -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_TD
#define AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_TD

include "mlir/Pass/PassBase.td"

def PortableMath : Pass<"aikernel-portable-math"> {
  let summary = "Expand math functions into operations that agree on all targets";
  let description = [{
    Rewrites `math.exp`, `exp2`, `log`, `log2`, `sin`, `cos`, `tanh`, `erf`,
    `powf` and `rsqrt` into straight-line `arith` operations, `math.fma` and bit
    operations: no calls, tables or branches, and no fast-math flags. Error bounds
    stand in docs/math.md. So do the operations that targets treat differently:
    `arith.minnumf`, `maxnumf` (the number when one side is NaN, -0 less than +0),
    `arith.remf` (an exact fmod, in a loop), and what concerns f16, bf16 and 8-bit
    floats: functions are computed in f32 and rounded once, conversions use bit
    operations where a target lacks them.

    `math.fma`, `sqrt`, `absf`, `copysign`, `floor`, `ceil`, `trunc` and
    `roundeven` stay: each is exact or correctly rounded on every target. Any other
    floating-point function of the `math` dialect is an error, as no target may be
    asked for one that it does not have.

    Operands are scalars or vectors of f16, bf16, f32 and f64.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect"];
}

#endif // AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_TD
