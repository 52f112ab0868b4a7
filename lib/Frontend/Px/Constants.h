//===- Constants.h - Conversions and values at compile time -----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_CONSTANTS_H
#define AIKERNEL_LIB_FRONTEND_PX_CONSTANTS_H

#include "aikernel/Frontend/Px/Typed.h"

namespace aikernel::px {

/// The integer promotion of C: what is narrower than i32 becomes i32.
Scalar promoted(Scalar type);
/// The type that two operands of arithmetic are converted to.
Scalar commonType(Scalar a, Scalar b);

struct RoundedNumber {
  uint64_t bits;
  /// It became infinity or, in a storage type, the largest number.
  bool isTooLarge;
};
/// A decimal number, with or without a sign, rounded once.
RoundedNumber rounded(llvm::StringRef number, Scalar type);
/// Whether an integer literal is, for a float type.
bool isTooLarge(const LiteralExpr &integer, Scalar type);
/// CAST on bits as LiteralExpr has them.
uint64_t convertedBits(uint64_t bits, Scalar from, Scalar to);
/// The value of an integer or bool literal; u64 values above the range of
/// int64_t come out negative.
int64_t integerValue(const LiteralExpr &literal);
/// The value of an integer or bool literal in decimal.
std::string integerText(const LiteralExpr &literal);
/// Whether an integer literal keeps its value in `type`.
bool keepsValue(const LiteralExpr &literal, Scalar type);
/// Whether it keeps its value, or at least its bits.
bool keepsBits(const LiteralExpr &literal, Scalar type);

/// The value of an expression over literals, with a * b + c rounded once if
/// `contract`. None when something in it is known at run time only.
std::optional<uint64_t> evaluate(const Expr *expr, bool contract);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_CONSTANTS_H
