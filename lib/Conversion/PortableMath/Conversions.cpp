//===- Conversions.cpp - Between formats of numbers -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Functions.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace aikernel::portable;

//===----------------------------------------------------------------------===//
// Between floats
//===----------------------------------------------------------------------===//

/// The f64 x as f32, rounded so that rounding the result again to fewer bits
/// gives what rounding x would: an inexact result gets an odd last bit.
static Real roundToOdd(Real x) {
  FloatType single = Float32Type::get(x.getType().getContext());
  Real nearest = x.narrow(single);
  Real back = nearest.widen(x.getFormat());
  Integer bits = nearest.bits();
  // Of the two neighbors of x one is odd; the other one lies across x.
  Condition even = (bits & 1) == 0;
  Condition below = back.absolute() < x.absolute();
  Integer other = select(below, bits + 1, bits - 1);
  return select(even & back != x & !x.isNaN(), other, bits).bitcast(single);
}

static Real singleToBrain(Real x, FloatType brain) {
  Integer bits = x.bits();
  Integer rounded = bits + ((bits >> 16) & 1) + 0x7fff;
  Integer result = select(x.isNaN(), 0x7fc00000, rounded);
  return (result >> 16).truncate(16).bitcast(brain);
}

/// An f32 as an 8-bit float of `format`, saturated.
static Real singleToByte(Real x, FloatType format) {
  const llvm::fltSemantics &semantics = format.getFloatSemantics();
  unsigned fractionBits = format.getFPMantissaWidth() - 1;
  int smallestExponent = APFloat::semanticsMinExponent(semantics);
  double largest = APFloat::getLargest(semantics).convertToDouble();

  Real magnitude = x.absolute();
  Real limited = select(magnitude < largest, magnitude, largest);

  // Normal: round at the last bit that stays, then change the exponent's bias.
  unsigned dropped = 23 - fractionBits;
  Integer bits = limited.bits();
  Integer rounded =
      bits + ((bits >> dropped) & 1) + ((uint64_t(1) << (dropped - 1)) - 1);
  Integer normal =
      (rounded >> dropped) - (uint64_t(126 + smallestExponent) << fractionBits);
  // Denormal: adding a number with the right last bit rounds there.
  double anchor = std::ldexp(1.0, smallestExponent - int(fractionBits) + 23);
  Integer denormal = (limited + anchor).bits() - bitsOf(x, anchor);

  Condition isDenormal = limited < std::ldexp(1.0, smallestExponent);
  Integer sign = (x.bits() >> 24) & 0x80;
  Integer result = select(isDenormal, denormal, normal) | sign;
  uint64_t nan = APFloat::getNaN(semantics).bitcastToAPInt().getZExtValue();
  return select(x.isNaN(), nan, result).truncate(8).bitcast(format);
}

static Real byteToSingle(Real x, FloatType single) {
  const llvm::fltSemantics &semantics = x.getFormat().getFloatSemantics();
  unsigned fractionBits = x.getFractionBits();
  int smallestExponent = APFloat::semanticsMinExponent(semantics);
  Integer bits = x.bits().extend(32);
  Integer magnitude = bits & 0x7f;

  Integer shifted = magnitude << (23 - fractionBits);
  Real normal =
      (shifted + (uint64_t(126 + smallestExponent) << 23)).bitcast(single);
  Real denormal = magnitude.toReal(single) *
                  std::ldexp(1.0, smallestExponent - int(fractionBits));
  Real result =
      select(magnitude.lessUnsigned(1u << fractionBits), denormal, normal);

  uint64_t infinity = 0x80;
  if (APFloat::semanticsHasInf(semantics)) {
    infinity = APFloat::getInf(semantics).bitcastToAPInt().getZExtValue();
    result = select(magnitude == infinity, result.infinity(), result);
  }
  uint64_t firstNaN = infinity < 0x80 ? infinity + 1 : 0x7f;
  Integer sign = (bits & 0x80) << 24;
  Real signedResult = (result.bits() | sign).bitcast(single);
  Condition isNaN = !magnitude.lessUnsigned(firstNaN);
  return select(isNaN, signedResult.quietNaN(), signedResult);
}

static bool isByte(FloatType format) { return format.getWidth() == 8; }

static Real toSingle(Real x) {
  FloatType single = Float32Type::get(x.getType().getContext());
  FloatType format = x.getFormat();
  if (format.isF32())
    return x;
  if (isByte(format))
    return byteToSingle(x, single);
  if (format.isBF16())
    return (x.bits().extend(32) << 16).bitcast(single);
  return x.widen(single);
}

static Real fromSingle(Real x, FloatType format) {
  if (format.isF32())
    return x;
  if (isByte(format))
    return singleToByte(x, format);
  if (format.isBF16())
    return singleToBrain(x, format);
  if (format.isF64())
    return x.widen(format);
  // Targets have an instruction, but differ in the bits of a NaN.
  Real half = x.narrow(format);
  return select(x.isNaN(), half.quietNaN(), half);
}

Value aikernel::buildFloatToFloat(OpBuilder &builder, Location loc, Value value,
                                  Type elementType) {
  Emitter at{builder, loc};
  Real x = at.real(value);
  auto format = cast<FloatType>(elementType);
  if (x.getFormat() == format)
    return value;
  if (!x.getFormat().isF64())
    return fromSingle(toSingle(x), format).getValue();
  if (format.isF32())
    return x.narrow(format).getValue();
  return fromSingle(roundToOdd(x), format).getValue();
}

//===----------------------------------------------------------------------===//
// Between floats and integers
//===----------------------------------------------------------------------===//

Value aikernel::buildFloatToInteger(OpBuilder &builder, Location loc,
                                    Value value, Type elementType,
                                    bool isSigned) {
  Emitter at{builder, loc};
  Real x = at.real(value);
  // The limits of an integer type need not be numbers of a narrower format.
  if (x.getWidth() < 32)
    x = toSingle(x);

  unsigned width = elementType.getIntOrFloatBitWidth();
  double above = std::ldexp(1.0, isSigned ? width - 1 : width);
  double least = isSigned ? -above : 0;
  Condition tooSmall = !(x > least);
  Condition tooLarge = !(x < above);
  Real inRange = select(tooSmall | tooLarge, 0.0, x);
  Integer result =
      isSigned ? inRange.toInteger(width) : inRange.toIntegerUnsigned(width);

  APInt smallest = isSigned ? APInt::getSignedMinValue(width) : APInt(width, 0);
  APInt largest =
      isSigned ? APInt::getSignedMaxValue(width) : APInt::getMaxValue(width);
  result = select(tooSmall, smallest.getZExtValue(), result);
  result = select(tooLarge, largest.getZExtValue(), result);
  return select(x.isNaN(), 0, result).getValue();
}

Value aikernel::buildIntegerToFloat(OpBuilder &builder, Location loc,
                                    Value value, Type elementType,
                                    bool isSigned) {
  Emitter at{builder, loc};
  Integer x = at.integer(value);
  auto format = cast<FloatType>(elementType);
  auto convert = [&](Integer from, FloatType to) {
    return isSigned ? from.toReal(to) : from.toRealUnsigned(to);
  };
  if (format.isF32() || format.isF64())
    return convert(x, format).getValue();
  // What f32 can not hold is infinite in f16.
  if (format.isF16() || x.getWidth() < 24)
    return fromSingle(convert(x, builder.getF32Type()), format).getValue();
  // Below 2^53 integers are exact in f64. Above, the last bits matter only to
  // rounding, which asks if any of them is set.
  if (x.getWidth() > 53) {
    Integer low = x & 0x7ff;
    Integer sticky = select(low != 0, 0x800, x.constant(0));
    Integer merged = (x & ~uint64_t(0x7ff)) | sticky;
    Condition large =
        !(x + (uint64_t(1) << 53)).lessUnsigned(uint64_t(1) << 54);
    x = select(large, merged, x);
  }
  Value wide = convert(x, builder.getF64Type()).getValue();
  return buildFloatToFloat(builder, loc, wide, format);
}

//===----------------------------------------------------------------------===//
// Fused multiply-add
//===----------------------------------------------------------------------===//

namespace aikernel::portable {

Real fmaHalf(Real a, Real b, Real c) {
  FloatType wide = Float64Type::get(a.getType().getContext());
  auto widened = [&](Real x) { return toSingle(x).widen(wide); };
  // The product is exact; the sum is rounded to odd, for the one rounding that
  // counts to follow.
  Real product = widened(a) * widened(b);
  Real addend = widened(c);
  Real sum = product + addend;
  Real part = sum - product;
  Real error = (product - (sum - part)) + (addend - part);

  Integer bits = sum.bits();
  Condition inexact = error < 0.0 | error > 0.0;
  Condition grows = (error < 0.0) ^ !(sum < 0.0);
  Integer other = select(grows, bits + 1, bits - 1);
  Condition even = (bits & 1) == 0;
  Real odd = select(inexact & even, other, bits).bitcast(wide);
  return fromSingle(roundToOdd(odd), a.getFormat());
}

} // namespace aikernel::portable
