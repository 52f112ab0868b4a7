//===- Constants.cpp - Conversions and values at compile time -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Error.h"

using namespace aikernel::px;
using llvm::APFloat;
using llvm::APSInt;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Scalar aikernel::px::promoted(Scalar type) {
  if (isStorage(type))
    return Scalar::F32;
  bool isNarrow =
      type == Scalar::Bool || (isInteger(type) && bitsOf(type) < 32);
  return isNarrow ? Scalar::I32 : type;
}

Scalar aikernel::px::commonType(Scalar a, Scalar b) {
  if (a == b)
    return promoted(a);
  if (isFloat(a) != isFloat(b))
    return promoted(isFloat(a) ? a : b);
  if (isFloat(a)) {
    if (bitsOf(a) == bitsOf(b))
      return Scalar::F32; // f16 with bf16, e4m3 with e5m2
    return bitsOf(a) > bitsOf(b) ? a : b;
  }
  a = promoted(a);
  b = promoted(b);
  if (bitsOf(a) != bitsOf(b))
    return bitsOf(a) > bitsOf(b) ? a : b;
  return kindOf(a) == ScalarKind::Unsigned ? a : b;
}

//===----------------------------------------------------------------------===//
// Bits and values
//===----------------------------------------------------------------------===//

static const llvm::fltSemantics &semanticsOf(Scalar type) {
  switch (type) {
  case Scalar::F16:
    return APFloat::IEEEhalf();
  case Scalar::BF16:
    return APFloat::BFloat();
  case Scalar::F64:
    return APFloat::IEEEdouble();
  case Scalar::E4M3:
    return APFloat::Float8E4M3FN();
  case Scalar::E5M2:
    return APFloat::Float8E5M2();
  default:
    return APFloat::IEEEsingle();
  }
}

static APFloat floatFrom(uint64_t bits, Scalar type) {
  return APFloat(semanticsOf(type), llvm::APInt(bitsOf(type), bits));
}

static uint64_t bitsFrom(const APFloat &value) {
  return value.bitcastToAPInt().getZExtValue();
}

static APSInt integerFrom(uint64_t bits, Scalar type) {
  if (type == Scalar::Bool)
    return APSInt(llvm::APInt(8, bits & 1), /*isUnsigned=*/true);
  llvm::APInt value(bitsOf(type), bits, /*isSigned=*/false,
                    /*implicitTrunc=*/true);
  return APSInt(value, kindOf(type) == ScalarKind::Unsigned);
}

/// What a storage type holds of a number that it has no room for.
static void saturate(APFloat &value, bool isNegative, Scalar type) {
  if (isStorage(type))
    value = APFloat::getLargest(semanticsOf(type), isNegative);
}

RoundedNumber aikernel::px::rounded(llvm::StringRef number, Scalar type) {
  APFloat value(semanticsOf(type));
  auto status = value.convertFromString(number, APFloat::rmNearestTiesToEven);
  bool isTooLarge = status && (*status & APFloat::opOverflow);
  llvm::consumeError(status.takeError());
  if (isTooLarge)
    saturate(value, number.starts_with("-"), type);
  return {bitsFrom(value), isTooLarge};
}

/// An integer, as the nearest float.
static RoundedNumber nearestFloat(const APSInt &number, Scalar type) {
  APFloat value(semanticsOf(type));
  auto status = value.convertFromAPInt(number, number.isSigned(),
                                       APFloat::rmNearestTiesToEven);
  bool isTooLarge = status & APFloat::opOverflow;
  if (isTooLarge)
    saturate(value, number.isNegative(), type);
  return {bitsFrom(value), isTooLarge};
}

bool aikernel::px::isTooLarge(const LiteralExpr &integer, Scalar type) {
  return nearestFloat(integerFrom(integer.bits, integer.type), type).isTooLarge;
}

static APFloat convertedFloat(APFloat value, Scalar type) {
  if (value.isNaN() && isStorage(type))
    return APFloat::getNaN(semanticsOf(type));
  bool isNegative = value.isNegative();
  bool isInfinite = value.isInfinity();
  bool ignored;
  auto status =
      value.convert(semanticsOf(type), APFloat::rmNearestTiesToEven, &ignored);
  if (isInfinite || (status & APFloat::opOverflow))
    saturate(value, isNegative, type);
  return value;
}

uint64_t aikernel::px::convertedBits(uint64_t bits, Scalar from, Scalar to) {
  bool ignored;
  if (isFloat(from)) {
    APFloat value = floatFrom(bits, from);
    if (to == Scalar::Bool)
      return !value.isZero();
    if (isFloat(to))
      return bitsFrom(convertedFloat(value, to));
    if (value.isNaN())
      return 0;
    APSInt result(bitsOf(to), kindOf(to) == ScalarKind::Unsigned);
    value.convertToInteger(result, APFloat::rmTowardZero, &ignored);
    return result.getZExtValue();
  }
  APSInt value = integerFrom(bits, from);
  if (to == Scalar::Bool)
    return !value.isZero();
  if (!isFloat(to))
    return value.extOrTrunc(bitsOf(to)).getZExtValue();
  return nearestFloat(value, to).bits;
}

int64_t aikernel::px::integerValue(const LiteralExpr &literal) {
  APSInt value = integerFrom(literal.bits, literal.type);
  return value.isSigned() ? value.getSExtValue()
                          : static_cast<int64_t>(value.getZExtValue());
}

std::string aikernel::px::integerText(const LiteralExpr &literal) {
  return llvm::toString(integerFrom(literal.bits, literal.type), 10);
}

bool aikernel::px::keepsValue(const LiteralExpr &literal, Scalar type) {
  APSInt value = integerFrom(literal.bits, literal.type);
  if (kindOf(type) == ScalarKind::Signed)
    return value.isNegative() ? value.getSignificantBits() <= bitsOf(type)
                              : value.getActiveBits() < bitsOf(type);
  return !value.isNegative() && keepsBits(literal, type);
}

bool aikernel::px::keepsBits(const LiteralExpr &literal, Scalar type) {
  APSInt value = integerFrom(literal.bits, literal.type);
  if (type == Scalar::Bool)
    return value.isZero() || value.isOne();
  return value.isNegative() ? value.getSignificantBits() <= bitsOf(type)
                            : value.getActiveBits() <= bitsOf(type);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

static bool compare(Operation operation, bool isLess, bool isEqual,
                    bool isUnordered) {
  switch (operation) {
  case Operation::Eq:
    return isEqual;
  case Operation::Ne:
    return !isEqual;
  case Operation::Lt:
    return isLess;
  case Operation::Le:
    return isLess || isEqual;
  case Operation::Gt:
    return !isLess && !isEqual && !isUnordered;
  default:
    return !isLess && !isUnordered;
  }
}

static std::optional<APFloat> evaluateFloat(Operation operation, APFloat a,
                                            const APFloat *b,
                                            const APFloat *c) {
  constexpr auto nearest = APFloat::rmNearestTiesToEven;
  switch (operation) {
  case Operation::Add:
    a.add(*b, nearest);
    return a;
  case Operation::Sub:
    a.subtract(*b, nearest);
    return a;
  case Operation::Mul:
    a.multiply(*b, nearest);
    return a;
  case Operation::Div:
    a.divide(*b, nearest);
    return a;
  case Operation::Mod:
    a.mod(*b);
    return a;
  case Operation::Fma:
    a.fusedMultiplyAdd(*b, *c, nearest);
    return a;
  case Operation::Neg:
    a.changeSign();
    return a;
  case Operation::Abs:
    a.clearSign();
    return a;
  case Operation::Min:
    return minnum(a, *b);
  case Operation::Max:
    return maxnum(a, *b);
  case Operation::Floor:
    a.roundToIntegral(APFloat::rmTowardNegative);
    return a;
  case Operation::Ceil:
    a.roundToIntegral(APFloat::rmTowardPositive);
    return a;
  case Operation::Round:
    a.roundToIntegral(nearest);
    return a;
  default:
    return std::nullopt;
  }
}

static llvm::APInt divide(const APSInt &a, const APSInt &b) {
  if (b.isZero())
    return llvm::APInt::getZero(a.getBitWidth());
  return a.isSigned() ? a.sdiv(b) : a.udiv(b);
}

static llvm::APInt remainder(const APSInt &a, const APSInt &b) {
  if (b.isZero())
    return a;
  return a.isSigned() ? a.srem(b) : a.urem(b);
}

/// Of twice the width.
static llvm::APInt carrylessProduct(const llvm::APInt &a,
                                    const llvm::APInt &b) {
  unsigned width = a.getBitWidth();
  llvm::APInt result(2 * width, 0), wide = a.zext(2 * width);
  for (unsigned bit = 0; bit < width; ++bit)
    if (b[bit])
      result ^= wide.shl(bit);
  return result;
}

static uint64_t permutedBytes(uint64_t low, uint64_t high, uint64_t selector) {
  uint64_t both = high << 32 | low, result = 0;
  for (unsigned byte = 0; byte < 4; ++byte) {
    unsigned from = selector >> 4 * byte & 7;
    result |= (both >> 8 * from & 0xff) << 8 * byte;
  }
  return result;
}

static uint64_t dotOfBytes(const OperationExpr &expr,
                           llvm::ArrayRef<uint64_t> values) {
  auto byteOf = [&](unsigned operand, unsigned byte) -> int64_t {
    auto bits = static_cast<uint8_t>(values[operand] >> 8 * byte);
    bool isSigned = kindOf(expr.operands[operand]->type) == ScalarKind::Signed;
    return isSigned ? int64_t(static_cast<int8_t>(bits)) : bits;
  };
  uint64_t sum = values[2];
  for (unsigned byte = 0; byte < 4; ++byte)
    sum += byteOf(0, byte) * byteOf(1, byte);
  return sum & UINT32_MAX;
}

static std::optional<llvm::APInt>
evaluateInteger(Operation operation, const APSInt &a, const APSInt &b) {
  // Widths are powers of two, so the low bits of a count are its remainder.
  llvm::APInt count = b & (a.getBitWidth() - 1);
  switch (operation) {
  case Operation::Add:
    return a + b;
  case Operation::Sub:
    return a - b;
  case Operation::Mul:
    return a * b;
  case Operation::Div:
    return divide(a, b);
  case Operation::Mod:
    return remainder(a, b);
  case Operation::Neg:
    return -a;
  case Operation::Abs:
    return a.isSigned() ? a.abs() : llvm::APInt(a);
  case Operation::Min:
    return a < b ? a : b;
  case Operation::Max:
    return a < b ? b : a;
  case Operation::MulHi:
    return a.isSigned() ? llvm::APIntOps::mulhs(a, b)
                        : llvm::APIntOps::mulhu(a, b);
  case Operation::And:
    return a & b;
  case Operation::Or:
    return a | b;
  case Operation::Xor:
    return a ^ b;
  case Operation::Not:
    return ~a;
  case Operation::Shl:
    return a.shl(count);
  case Operation::Shr:
    return a.isSigned() ? a.ashr(count) : a.lshr(count);
  case Operation::Rotl:
    return a.rotl(count);
  case Operation::Rotr:
    return a.rotr(count);
  case Operation::Popcount:
    return llvm::APInt(a.getBitWidth(), a.popcount());
  case Operation::Clz:
    return llvm::APInt(a.getBitWidth(), a.countl_zero());
  case Operation::Clmul:
    return carrylessProduct(a, b).trunc(a.getBitWidth());
  case Operation::ClmulHi:
    return carrylessProduct(a, b).lshr(a.getBitWidth()).trunc(a.getBitWidth());
  case Operation::Bswap:
    return a.getBitWidth() == 8 ? llvm::APInt(a) : a.byteSwap();
  default:
    return std::nullopt;
  }
}

const OperationExpr *aikernel::px::fusibleProduct(const OperationExpr &sum) {
  bool isSum =
      sum.operation == Operation::Add || sum.operation == Operation::Sub;
  if (!isSum || !isFloat(sum.type))
    return nullptr;
  for (const Expr *operand : sum.operands) {
    auto *product = llvm::dyn_cast<OperationExpr>(operand);
    if (product && product->operation == Operation::Mul)
      return product;
  }
  return nullptr;
}

/// A sum or difference, of which `product` is one side. Negation is exact.
static std::optional<uint64_t> evaluateFused(const OperationExpr &sum,
                                             const OperationExpr &product) {
  bool isLeft = sum.operands[0] == &product;
  std::optional<uint64_t> bits[] = {
      evaluate(product.operands[0], /*contract=*/true),
      evaluate(product.operands[1], /*contract=*/true),
      evaluate(sum.operands[isLeft ? 1 : 0], /*contract=*/true)};
  llvm::SmallVector<APFloat, 3> values;
  for (std::optional<uint64_t> value : bits) {
    if (!value)
      return std::nullopt;
    values.push_back(floatFrom(*value, sum.type));
  }
  if (sum.operation == Operation::Sub)
    values[isLeft ? 2 : 0].changeSign();
  values[0].fusedMultiplyAdd(values[1], values[2],
                             APFloat::rmNearestTiesToEven);
  return bitsFrom(values[0]);
}

static std::optional<uint64_t> evaluateOperation(const OperationExpr &expr,
                                                 bool contract) {
  if (contract)
    if (const OperationExpr *product = fusibleProduct(expr))
      return evaluateFused(expr, *product);
  llvm::SmallVector<uint64_t, 3> values;
  for (const Expr *operand : expr.operands) {
    std::optional<uint64_t> value = evaluate(operand, contract);
    if (!value)
      return std::nullopt;
    values.push_back(*value);
  }
  Scalar operandType = expr.operands.back()->type;
  uint64_t second = values.size() > 1 ? values[1] : 0;
  switch (expr.operation) {
  case Operation::Cast:
    return convertedBits(values[0], operandType, expr.type);
  case Operation::Bitcast:
    return values[0];
  case Operation::Select:
    return values[0] ? values[1] : values[2];
  case Operation::BytePerm:
    return permutedBytes(values[0], values[1], values[2]);
  case Operation::Dot4:
    return dotOfBytes(expr, values);
  case Operation::LogicalAnd:
    return values[0] & second;
  case Operation::LogicalOr:
    return values[0] | second;
  case Operation::LogicalNot:
    return values[0] ^ 1;
  default:
    break;
  }

  bool isComparison = typeRuleOf(expr.operation) == TypeRule::Comparison;
  if (isFloat(operandType)) {
    llvm::SmallVector<APFloat, 3> floats;
    for (uint64_t value : values)
      floats.push_back(floatFrom(value, operandType));
    if (isComparison) {
      APFloat::cmpResult order = floats[0].compare(floats[1]);
      return compare(expr.operation, order == APFloat::cmpLessThan,
                     order == APFloat::cmpEqual,
                     order == APFloat::cmpUnordered);
    }
    floats.resize(3, floats[0]);
    std::optional<APFloat> result =
        evaluateFloat(expr.operation, floats[0], &floats[1], &floats[2]);
    return result ? std::optional(bitsFrom(*result)) : std::nullopt;
  }
  APSInt a = integerFrom(values[0], operandType);
  APSInt b = integerFrom(second, operandType);
  if (isComparison)
    return compare(expr.operation, a < b, a == b, /*isUnordered=*/false);
  std::optional<llvm::APInt> result = evaluateInteger(expr.operation, a, b);
  return result ? std::optional(result->getZExtValue()) : std::nullopt;
}

std::optional<uint64_t> aikernel::px::evaluate(const Expr *expr,
                                               bool contract) {
  if (auto *literal = llvm::dyn_cast<LiteralExpr>(expr))
    return literal->bits;
  if (auto *operation = llvm::dyn_cast<OperationExpr>(expr))
    return evaluateOperation(*operation, contract);
  return std::nullopt;
}
