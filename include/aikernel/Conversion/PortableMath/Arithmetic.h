//===- Arithmetic.h - px arithmetic as plain operations ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builders for what px defines everywhere and arith leaves undefined or to the
// target. Operands are scalars or vectors (buildFmod: scalars).
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PORTABLEMATH_ARITHMETIC_H
#define AIKERNEL_CONVERSION_PORTABLEMATH_ARITHMETIC_H

#include "mlir/IR/Builders.h"

namespace aikernel {

/// The quotient, truncated. x / 0 is 0, and the smallest integer / -1 wraps.
/// No guard is built around a constant divisor.
mlir::Value buildDivide(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::Value left, mlir::Value right, bool isSigned);

/// The remainder with the sign of the dividend. x MOD 0 is x, x MOD -1 is 0.
mlir::Value buildRemainder(mlir::OpBuilder &builder, mlir::Location loc,
                           mlir::Value left, mlir::Value right, bool isSigned);

/// A float, truncated toward zero and saturated; NaN gives 0. `elementType` is
/// that of the result, whose shape is that of `value`.
mlir::Value buildFloatToInteger(mlir::OpBuilder &builder, mlir::Location loc,
                                mlir::Value value, mlir::Type elementType,
                                bool isSigned);

/// An integer, rounded once to the nearest float, ties to even.
mlir::Value buildIntegerToFloat(mlir::OpBuilder &builder, mlir::Location loc,
                                mlir::Value value, mlir::Type elementType,
                                bool isSigned);

/// A float in another format, rounded once to nearest, ties to even. The 8-bit
/// formats saturate.
mlir::Value buildFloatToFloat(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::Value value, mlir::Type elementType);

/// left - n * right with n = left / right truncated, exactly (C's fmod).
mlir::Value buildFmod(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Value left, mlir::Value right);

/// The smaller (larger) operand; the number when one side is NaN; -0 is less
/// than +0.
mlir::Value buildMinimum(mlir::OpBuilder &builder, mlir::Location loc,
                         mlir::Value left, mlir::Value right);
mlir::Value buildMaximum(mlir::OpBuilder &builder, mlir::Location loc,
                         mlir::Value left, mlir::Value right);

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_PORTABLEMATH_ARITHMETIC_H
