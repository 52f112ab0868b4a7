//===- RemainderTest.cpp - fmod -------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"
#include "Ulp.h"

#include <gtest/gtest.h>
#include <random>

using namespace aikernel::test;

namespace {

const double specialValues[] = {0.0,
                                -0.0,
                                1,
                                -1,
                                2,
                                -3,
                                0.5,
                                INFINITY,
                                -INFINITY,
                                NAN,
                                0x1p-149,
                                -0x1p-149,
                                0x1p-126,
                                0x1.fffffep127,
                                0x1p-1074,
                                0x1p-1022,
                                0x1.fffffffffffffp1023};

template <typename Float>
void check(Float (*tested)(Float, Float), Float x, Float y) {
  Float expected = std::fmod(x, y);
  if (std::isnan(expected))
    expected = fromBits<Float>(Format<Float>::quietNaN);
  ASSERT_EQ(bitsOf(tested(x, y)), bitsOf(expected))
      << std::hexfloat << x << " MOD " << y;
}

template <typename Float>
void checkAll(Float (*tested)(Float, Float)) {
  for (double x : specialValues)
    for (double y : specialValues)
      check<Float>(tested, x, y);
  std::mt19937_64 random(20260104);
  int samples = isFullTest() ? 10'000'000 : 100'000;
  for (int i = 0; i < samples; ++i) {
    Float x = fromBits<Float>(random());
    check(tested, x, fromBits<Float>(random()));
    check(tested, x, x * Float(random() % 1000) * Float(0.0078125));
  }
}

TEST(Remainder, OfSinglesIsExactlyThatOfC) {
  Compiled compiled("(f32, f32) -> f32", operation("arith.remf"));
  checkAll(compiled.as<float(float, float)>());
}

TEST(Remainder, OfDoublesIsExactlyThatOfC) {
  Compiled compiled("(f64, f64) -> f64", operation("arith.remf"));
  checkAll(compiled.as<double(double, double)>());
}

} // namespace
