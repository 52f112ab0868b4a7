//===- AccuracyTest.cpp - Errors of the functions -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// f32 functions are compared with the C library's f64 ones, f64 functions with
// its 80-bit ones. With AIKERNEL_TEST_FULL set, f32 functions of one argument
// are tested for every argument there is.
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"
#include "Ulp.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinTypes.h"
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <thread>

using namespace aikernel::test;

namespace {

struct Function {
  const char *operation;
  double (*exact)(double);
  long double (*exactWide)(long double);
  /// The bounds that docs/math.md states.
  double boundF32, boundF64;
  /// Where most of what is interesting in f64 happens.
  double low, high;
};

double reciprocalRoot(double x) { return 1 / std::sqrt(x); }
long double reciprocalRootWide(long double x) { return 1 / std::sqrt(x); }

const Function functions[] = {
    {"math.exp", std::exp, expl, 1.1, 1.1, -750, 712},
    {"math.exp2", std::exp2, exp2l, 0.9, 1.0, -1080, 1025},
    {"math.log", std::log, logl, 0.9, 1.0, 0.1, 4},
    {"math.log2", std::log2, log2l, 1.2, 1.1, 0.1, 4},
    {"math.sin", std::sin, sinl, 0.9, 0.9, -10, 10},
    {"math.cos", std::cos, cosl, 0.9, 0.9, -10, 10},
    {"math.tanh", std::tanh, tanhl, 1.1, 1.4, -3, 3},
    {"math.erf", std::erf, erfl, 1.1, 1.4, -6, 6},
    {"math.rsqrt", reciprocalRoot, reciprocalRootWide, 1.5, 1.5, 0, 10},
};

struct Worst {
  double error = 0;
  double argument = 0;
  std::optional<double> second = {};

  void add(double newError, double newArgument,
           std::optional<double> newSecond = {}) {
    // Not a comparison that a NaN could slip through.
    if (!(newError <= error))
      *this = {newError, newArgument, newSecond};
  }
};

std::ostream &operator<<(std::ostream &os, const Worst &worst) {
  os << worst.error << " ulp at " << std::hexfloat << worst.argument;
  if (worst.second)
    os << ", " << *worst.second;
  return os << std::defaultfloat;
}

const double specialValues[] = {
    0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 2.5, -2.5, INFINITY, -INFINITY,
    NAN, 0x1p-149, -0x1p-149, 0x1p-126, 0x1.fffffep127, -0x1.fffffep127,
    0x1p-1074, -0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023,
    -0x1.fffffffffffffp1023, 16777215, -16777215, 16777218, 1e-30, 1e30,
    0x1.fffffep-1, 0x1.000002p0, 0x1.fffffffffffffp-1, 0x1.0000000000001p0, 89,
    -104, 128, -150, 710, -746, 1024, -1075,
    // Close to a multiple of pi / 2, as no other number of its format.
    0x1.6ac5b262ca1ffp+849, 0x1.f37c8ap+95};

class Accuracy : public testing::TestWithParam<Function> {};

/// Arguments start, start + step, … as bits.
Worst scanSingle(float (*tested)(float), double (*exact)(double),
                 uint64_t start, uint64_t step) {
  Worst worst;
  for (uint64_t bits = start; bits <= UINT32_MAX; bits += step) {
    float x = fromBits<float>(bits);
    worst.add(ulpError(tested(x), exact(x)), x);
  }
  return worst;
}

TEST_P(Accuracy, OfSinglesIsWithinItsBound) {
  Compiled compiled("(f32) -> f32", operation(GetParam().operation));
  auto *tested = compiled.as<float(float)>();
  uint64_t step = isFullTest() ? 1 : 1009;
  Worst half[2];
  std::thread other(
      [&] { half[1] = scanSingle(tested, GetParam().exact, step, 2 * step); });
  half[0] = scanSingle(tested, GetParam().exact, 0, 2 * step);
  other.join();
  Worst worst = half[half[1].error > half[0].error];
  for (double x : specialValues)
    worst.add(ulpError(tested(x), GetParam().exact(float(x))), x);
  std::cout << GetParam().operation << " f32: " << worst << '\n';
  EXPECT_LE(worst.error, GetParam().boundF32) << worst;
}

TEST_P(Accuracy, OfDoublesIsWithinItsBound) {
  Compiled compiled("(f64) -> f64", operation(GetParam().operation));
  auto *tested = compiled.as<double(double)>();
  Worst worst;
  auto check = [&](double x) {
    worst.add(ulpError(tested(x), GetParam().exactWide(x)), x);
  };
  std::mt19937_64 random(20260101);
  std::uniform_real_distribution<double> inside(GetParam().low,
                                                GetParam().high);
  int samples = isFullTest() ? 100'000'000 : 1'000'000;
  for (int i = 0; i < samples; ++i) {
    check(fromBits<double>(random()));
    check(inside(random));
  }
  for (double x : specialValues)
    check(x);
  std::cout << GetParam().operation << " f64: " << worst << '\n';
  EXPECT_LE(worst.error, GetParam().boundF64) << worst;
}

TEST_P(Accuracy, OfHalvesIsOneRoundingOfTheSingle) {
  Compiled single("(f32) -> f32", operation(GetParam().operation));
  Compiled half("(i16) -> i16", operationOnHalves(GetParam().operation, "f16"));
  auto *testedSingle = single.as<float(float)>();
  auto *testedHalf = half.as<uint16_t(uint16_t)>();
  for (unsigned bits = 0; bits <= UINT16_MAX; ++bits) {
    uint16_t argument = bits;
    _Float16 x;
    std::memcpy(&x, &argument, sizeof(x));
    float wide = testedSingle(x);
    _Float16 expected = wide;
    uint16_t expectedBits;
    std::memcpy(&expectedBits, &expected, sizeof(expected));
    ASSERT_EQ(testedHalf(bits), expectedBits) << "for the bits " << bits;
  }
}

/// Reads eight numbers, applies the operation to them as one vector, and writes
/// the results.
Compiled compileVector(const std::string &name,
                       mlir::Type (*element)(mlir::Builder &)) {
  auto body = [=](mlir::OpBuilder &builder, mlir::Location loc,
                  mlir::ValueRange arguments) -> mlir::Value {
    auto type = mlir::VectorType::get(8, element(builder));
    mlir::Value x =
        mlir::LLVM::LoadOp::create(builder, loc, type, arguments[0]);
    mlir::Value result = operation(name)(builder, loc, x);
    mlir::LLVM::StoreOp::create(builder, loc, result, arguments[1]);
    return {};
  };
  return Compiled("(!llvm.ptr, !llvm.ptr) -> ()", body);
}

template <typename Float>
void compareVectorWithScalar(const Compiled &vector, const Compiled &scalar) {
  auto *vectorFunction = vector.as<void(const Float *, Float *)>();
  auto *scalarFunction = scalar.as<Float(Float)>();
  std::mt19937_64 random(20260102);
  for (int i = 0; i < 20'000; ++i) {
    alignas(64) Float x[8], result[8];
    for (Float &element : x)
      element = fromBits<Float>(random());
    vectorFunction(x, result);
    for (int lane = 0; lane < 8; ++lane)
      ASSERT_EQ(bitsOf(result[lane]), bitsOf(scalarFunction(x[lane])))
          << "at " << std::hexfloat << x[lane];
  }
}

TEST_P(Accuracy, OfVectorsIsThatOfScalarsBitForBit) {
  std::string name = GetParam().operation;
  compareVectorWithScalar<float>(
      compileVector(
          name, [](mlir::Builder &b) -> mlir::Type { return b.getF32Type(); }),
      Compiled("(f32) -> f32", operation(name)));
  compareVectorWithScalar<double>(
      compileVector(
          name, [](mlir::Builder &b) -> mlir::Type { return b.getF64Type(); }),
      Compiled("(f64) -> f64", operation(name)));
}

INSTANTIATE_TEST_SUITE_P(Functions, Accuracy, testing::ValuesIn(functions),
                         [](const auto &instance) {
                           return std::string(instance.param.operation + 5);
                         });

//===----------------------------------------------------------------------===//
// Powers
//===----------------------------------------------------------------------===//

/// Pairs of which half have a power that is neither 0 nor infinite.
template <typename Float>
std::pair<Float, Float> randomPowerArguments(std::mt19937_64 &random) {
  if (random() & 1)
    return {fromBits<Float>(random()), fromBits<Float>(random())};
  constexpr int digits = std::numeric_limits<Float>::digits;
  uint64_t significand = (random() >> (64 - digits)) + 1;
  Float x =
      std::ldexp(Float(significand), int(random() % (2 * digits)) - 2 * digits);
  double range = std::numeric_limits<Float>::max_exponent * 1.1 /
                 std::max(1e-3, std::fabs(std::log2(double(x))));
  return {x, Float(range * (int64_t(random()) * 0x1p-63))};
}

template <typename Float>
double worstPower(Float (*tested)(Float, Float)) {
  Worst worst;
  std::mt19937_64 random(20260103);
  int samples = isFullTest() ? 100'000'000 : 1'000'000;
  for (int i = 0; i < samples; ++i) {
    auto [x, y] = randomPowerArguments<Float>(random);
    worst.add(ulpError(tested(x, y), powl(x, y)), x, y);
  }
  std::cout << "math.powf: " << worst << '\n';
  return worst.error;
}

TEST(Power, OfSinglesIsWithinItsBound) {
  Compiled compiled("(f32, f32) -> f32", operation("math.powf"));
  EXPECT_LE(worstPower(compiled.as<float(float, float)>()), 0.9);
}

TEST(Power, OfDoublesIsWithinItsBound) {
  Compiled compiled("(f64, f64) -> f64", operation("math.powf"));
  EXPECT_LE(worstPower(compiled.as<double(double, double)>()), 1.0);
}

TEST(Power, OfSpecialValuesIsThatOfC) {
  Compiled single("(f32, f32) -> f32", operation("math.powf"));
  Compiled wide("(f64, f64) -> f64", operation("math.powf"));
  for (double x : specialValues)
    for (double y : specialValues) {
      EXPECT_LE(ulpError(wide.as<double(double, double)>()(x, y), powl(x, y)),
                1.0)
          << x << " to the power " << y;
      float narrowX = x, narrowY = y;
      EXPECT_LE(ulpError(single.as<float(float, float)>()(x, y),
                         powl(narrowX, narrowY)),
                0.9)
          << narrowX << " to the power " << narrowY;
    }
}

} // namespace
