//===- ConversionTest.cpp - Between formats of numbers --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's software floating point is the reference.
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"
#include "Ulp.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/APFloat.h"
#include <gtest/gtest.h>
#include <random>

using namespace aikernel;
using namespace aikernel::test;
using llvm::APFloat;
using llvm::APInt;

namespace {

struct Narrow {
  const char *name;
  const llvm::fltSemantics &semantics;
  unsigned width;
};

const Narrow halves[] = {{"f16", APFloat::IEEEhalf(), 16},
                         {"bf16", APFloat::BFloat(), 16}};
const Narrow formats[] = {{"f16", APFloat::IEEEhalf(), 16},
                          {"bf16", APFloat::BFloat(), 16},
                          {"f8E4M3FN", APFloat::Float8E4M3FN(), 8},
                          {"f8E5M2", APFloat::Float8E5M2(), 8}};

uint64_t bitsOf(const APFloat &value) {
  return value.bitcastToAPInt().getZExtValue();
}

APFloat converted(APFloat value, const llvm::fltSemantics &semantics) {
  bool losesInfo;
  value.convert(semantics, APFloat::rmNearestTiesToEven, &losesInfo);
  return value;
}

/// What px defines: 8-bit formats saturate.
APFloat rounded(APFloat value, const Narrow &format) {
  APFloat largest = APFloat::getLargest(format.semantics, value.isNegative());
  APFloat limit = converted(largest, value.getSemantics());
  bool beyond = abs(value).compare(abs(limit)) == APFloat::cmpGreaterThan;
  if (format.width == 8 && beyond)
    return largest;
  return converted(value, format.semantics);
}

/// The float argument as `format`, its bits in an integer.
Body narrow(const Narrow &format) {
  return [=](mlir::OpBuilder &builder, mlir::Location loc,
             mlir::ValueRange arguments) {
    mlir::Type type = parseScalar(builder.getContext(), format.name);
    return test::toBits(builder, loc,
                        buildFloatToFloat(builder, loc, arguments[0], type));
  };
}

std::string integerName(unsigned width) { return "i" + std::to_string(width); }

/// Numbers at and beside the midpoints between those of a narrow format, and
/// random ones.
template <typename Float, typename Check>
void forEachInteresting(const Narrow &format, Check check) {
  for (uint64_t bits = 0; bits < uint64_t(1) << format.width; ++bits) {
    APFloat value(format.semantics, APInt(format.width, bits));
    if (value.isNaN())
      continue;
    APFloat next = value;
    next.next(/*nextDown=*/false);
    Float low = converted(value, APFloat::IEEEdouble()).convertToDouble();
    Float high = converted(next, APFloat::IEEEdouble()).convertToDouble();
    Float middle = low + (high - low) / 2;
    for (Float x : {low, middle, std::nextafter(middle, Float(INFINITY)),
                    std::nextafter(middle, Float(-INFINITY))})
      check(x);
  }
  std::mt19937_64 random(20260105);
  for (int i = 0; i < 300'000; ++i)
    check(test::fromBits<Float>(random()));
  for (Float x : {INFINITY, -INFINITY})
    check(x);
}

template <typename Float>
void checkNarrowing(const char *from) {
  for (const Narrow &format : formats) {
    Compiled compiled(std::string("(") + from + ") -> " +
                          integerName(format.width),
                      narrow(format));
    auto *tested = compiled.as<uint64_t(Float)>();
    uint64_t mask = (uint64_t(1) << format.width) - 1;
    unsigned failures = 0;
    forEachInteresting<Float>(format, [&](Float x) {
      uint64_t result = tested(x) & mask;
      if (std::isnan(x)) {
        APFloat back(format.semantics, APInt(format.width, result));
        failures += !back.isNaN();
      } else if (result != bitsOf(rounded(APFloat(x), format)) &&
                 failures++ == 0) {
        ADD_FAILURE() << std::hexfloat << x << " became " << std::hex << result;
      }
    });
    EXPECT_EQ(failures, 0u) << from << " to " << format.name;
  }
}

TEST(Conversion, OfSinglesToNarrowFormatsRoundsOnce) {
  checkNarrowing<float>("f32");
}

TEST(Conversion, OfDoublesToNarrowFormatsRoundsOnce) {
  checkNarrowing<double>("f64");
}

TEST(Conversion, OfNarrowFormatsToSinglesIsExact) {
  for (const Narrow &format : formats) {
    auto widen = [&](mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::ValueRange arguments) {
      mlir::Value value =
          test::fromBits(builder, loc, arguments[0], format.name);
      return buildFloatToFloat(builder, loc, value, builder.getF32Type());
    };
    Compiled compiled("(" + integerName(format.width) + ") -> f32", widen);
    auto *tested = compiled.as<float(uint32_t)>();
    for (uint32_t bits = 0; bits < 1u << format.width; ++bits) {
      APFloat value(format.semantics, APInt(format.width, bits));
      float result = tested(bits);
      if (value.isNaN())
        ASSERT_TRUE(std::isnan(result)) << format.name << " bits " << bits;
      else
        ASSERT_EQ(test::bitsOf(result),
                  bitsOf(converted(value, APFloat::IEEEsingle())))
            << format.name << " bits " << bits;
    }
  }
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

template <typename Float, typename Int>
void checkToInteger(const char *from) {
  std::string type = integerName(8 * sizeof(Int));
  auto convert = [&](mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::ValueRange arguments) {
    return buildFloatToInteger(builder, loc, arguments[0],
                               parseScalar(builder.getContext(), type),
                               std::is_signed_v<Int>);
  };
  Compiled compiled(std::string("(") + from + ") -> " + type, convert);
  auto *tested = compiled.as<Int(Float)>();
  auto check = [&](Float x) {
    llvm::APSInt expected(8 * sizeof(Int), std::is_unsigned_v<Int>);
    bool isExact;
    APFloat(x).convertToInteger(expected, APFloat::rmTowardZero, &isExact);
    if (std::isnan(x))
      expected = 0;
    ASSERT_EQ(uint64_t(tested(x)), uint64_t(Int(*expected.getRawData())))
        << std::hexfloat << x << " to " << type;
  };
  for (int exponent = -3; exponent <= 66; ++exponent)
    for (double sign : {1.0, -1.0}) {
      Float power = std::ldexp(sign, exponent);
      for (Float x : {power, std::nextafter(power, Float(0)),
                      std::nextafter(power, Float(INFINITY)), power + 1,
                      power - 1, power * Float(1.5)})
        check(x);
    }
  for (Float x : {Float(0), Float(-0.0), Float(INFINITY), Float(-INFINITY),
                  Float(NAN), Float(127.5), Float(-128.5), Float(-0.9)})
    check(x);
  std::mt19937_64 random(20260106);
  for (int i = 0; i < 100'000; ++i)
    check(std::ldexp(Float(int64_t(random())), -int(random() % 70)));
}

template <typename Int>
void checkToInteger() {
  checkToInteger<float, Int>("f32");
  checkToInteger<double, Int>("f64");
}

TEST(Conversion, OfFloatsToIntegersTruncatesAndSaturates) {
  checkToInteger<int8_t>();
  checkToInteger<uint8_t>();
  checkToInteger<int16_t>();
  checkToInteger<uint16_t>();
  checkToInteger<int32_t>();
  checkToInteger<uint32_t>();
  checkToInteger<int64_t>();
  checkToInteger<uint64_t>();
}

template <typename Int>
void checkFromInteger() {
  std::string type = integerName(8 * sizeof(Int));
  for (const Narrow &format : halves) {
    auto convert = [&](mlir::OpBuilder &builder, mlir::Location loc,
                       mlir::ValueRange arguments) {
      mlir::Value result =
          buildIntegerToFloat(builder, loc, arguments[0],
                              parseScalar(builder.getContext(), format.name),
                              std::is_signed_v<Int>);
      return test::toBits(builder, loc, result);
    };
    Compiled compiled("(" + type + ") -> i16", convert);
    auto *tested = compiled.as<uint16_t(Int)>();
    auto check = [&](Int x) {
      APFloat expected(format.semantics);
      expected.convertFromAPInt(
          APInt(8 * sizeof(Int), uint64_t(x), false, true),
          std::is_signed_v<Int>, APFloat::rmNearestTiesToEven);
      ASSERT_EQ(tested(x), bitsOf(expected)) << +x << " to " << format.name;
    };
    std::mt19937_64 random(20260107);
    for (unsigned low = 0; low < 8 * sizeof(Int); ++low)
      for (unsigned high = 0; high < 8 * sizeof(Int); ++high)
        for (uint64_t pattern : {0u, 1u, 3u, 5u}) {
          uint64_t bits = (pattern << high) + (uint64_t(1) << low);
          check(Int(bits));
          check(Int(0 - bits));
        }
    for (int i = 0; i < 100'000; ++i)
      check(Int(random() >> (random() % 64)));
  }
}

TEST(Conversion, OfIntegersToHalvesRoundsOnce) {
  checkFromInteger<int8_t>();
  checkFromInteger<uint16_t>();
  checkFromInteger<int32_t>();
  checkFromInteger<uint32_t>();
  checkFromInteger<int64_t>();
  checkFromInteger<uint64_t>();
}

//===----------------------------------------------------------------------===//
// Arithmetic on halves
//===----------------------------------------------------------------------===//

APFloat number(const Narrow &format, uint16_t bits) {
  return APFloat(format.semantics, APInt(16, bits));
}

void expectSame(uint16_t result, const APFloat &expected,
                const Narrow &format) {
  if (expected.isNaN())
    ASSERT_TRUE(number(format, result).isNaN());
  else
    ASSERT_EQ(result, bitsOf(expected)) << format.name;
}

TEST(Halves, FusedMultiplyAddRoundsOnce) {
  for (const Narrow &format : halves) {
    Compiled compiled("(i16, i16, i16) -> i16",
                      operationOnHalves("math.fma", format.name));
    auto *tested = compiled.as<uint16_t(uint16_t, uint16_t, uint16_t)>();
    std::mt19937_64 random(20260108);
    for (int i = 0; i < 500'000; ++i) {
      uint64_t bits = random();
      uint16_t a = bits, b = bits >> 16, c = bits >> 32;
      // Addends far below the product's last place make ties nearly.
      if (bits >> 63)
        c &= 0x83ff;
      APFloat expected = number(format, a);
      expected.fusedMultiplyAdd(number(format, b), number(format, c),
                                APFloat::rmNearestTiesToEven);
      SCOPED_TRACE(testing::Message() << a << " * " << b << " + " << c);
      expectSame(tested(a, b, c), expected, format);
      if (HasFatalFailure())
        return;
    }
  }
}

TEST(Halves, ArithmeticRoundsOnce) {
  using Method =
      APFloat::opStatus (APFloat::*)(const APFloat &, APFloat::roundingMode);
  const std::pair<const char *, Method> operations[] = {
      {"arith.addf", &APFloat::add},
      {"arith.subf", &APFloat::subtract},
      {"arith.mulf", &APFloat::multiply},
      {"arith.divf", &APFloat::divide}};
  for (const Narrow &format : halves)
    for (auto [name, method] : operations) {
      Compiled compiled("(i16, i16) -> i16",
                        operationOnHalves(name, format.name));
      auto *tested = compiled.as<uint16_t(uint16_t, uint16_t)>();
      std::mt19937_64 random(20260109);
      for (int i = 0; i < 200'000; ++i) {
        uint64_t bits = random();
        uint16_t a = bits, b = bits >> 16;
        APFloat expected = number(format, a);
        (expected.*method)(number(format, b), APFloat::rmNearestTiesToEven);
        SCOPED_TRACE(testing::Message() << name << ' ' << a << ", " << b);
        expectSame(tested(a, b), expected, format);
        if (HasFatalFailure())
          return;
      }
    }
}

} // namespace
