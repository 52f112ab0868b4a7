//===- MinimumTest.cpp - Minima and maxima --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"
#include "Ulp.h"

#include <gtest/gtest.h>

using namespace aikernel::test;

namespace {

template <typename Float>
void check(const char *type) {
  Compiled least(type, operation("arith.minnumf"));
  Compiled most(type, operation("arith.maxnumf"));
  auto *minimum = least.as<Float(Float, Float)>();
  auto *maximum = most.as<Float(Float, Float)>();
  // In ascending order.
  const Float values[] = {-INFINITY,       -2, -1,      -0.0, 0.0,
                          Float(0x1p-149), 1,  INFINITY};
  for (const Float &x : values)
    for (const Float &y : values) {
      Float smaller = &x < &y ? x : y, larger = &x < &y ? y : x;
      EXPECT_EQ(bitsOf(minimum(x, y)), bitsOf(smaller)) << x << ", " << y;
      EXPECT_EQ(bitsOf(maximum(x, y)), bitsOf(larger)) << x << ", " << y;
    }
  Float nan = NAN;
  for (const Float &x : values)
    for (auto *function : {minimum, maximum}) {
      EXPECT_EQ(bitsOf(function(x, nan)), bitsOf(x));
      EXPECT_EQ(bitsOf(function(nan, x)), bitsOf(x));
      EXPECT_TRUE(std::isnan(function(nan, nan)));
    }
}

TEST(Minimum, IsTheNumberBesideNaNAndOrdersZeros) {
  check<float>("(f32, f32) -> f32");
  check<double>("(f64, f64) -> f64");
}

} // namespace
