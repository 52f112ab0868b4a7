//===- CompareTest.cpp - Two arrays that should be equal ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Run/Compare.h"
#include "gtest/gtest.h"
#include <cmath>
#include <limits>
#include <vector>

using namespace aikernel::run;

template <typename T>
static Comparison compareAll(const std::vector<T> &actual,
                             const std::vector<T> &expected, ScalarType type,
                             Tolerance tolerance = {}) {
  return compare(reinterpret_cast<const uint8_t *>(actual.data()),
                 reinterpret_cast<const uint8_t *>(expected.data()),
                 actual.size(), type, tolerance);
}

static constexpr float infinity = std::numeric_limits<float>::infinity();
static const float nan32 = std::nanf("");

TEST(Compare, CountsDifferencesAndKeepsTheFirst) {
  Comparison result =
      compareAll<int32_t>({1, 2, 3, 4}, {1, 7, 3, 1}, ScalarType::I32);
  EXPECT_EQ(result.differing, 2u);
  EXPECT_EQ(result.first, 1u);
  EXPECT_EQ(result.largestError, 5);
}

TEST(Compare, ToleranceIsAbsolutePlusRelative) {
  std::vector<float> actual{100.5f}, expected{100};
  EXPECT_EQ(compareAll(actual, expected, ScalarType::F32, {0, 0.5}).differing,
            0u);
  EXPECT_EQ(compareAll(actual, expected, ScalarType::F32, {0.005, 0}).differing,
            0u);
  EXPECT_EQ(
      compareAll(actual, expected, ScalarType::F32, {0.002, 0.2}).differing,
      1u);
  EXPECT_EQ(
      compareAll(actual, expected, ScalarType::F32, {0.003, 0.2}).differing,
      0u);
}

TEST(Compare, AnErrorThatPassesIsStillReported) {
  Comparison result = compareAll<float>({1.25f}, {1}, ScalarType::F32, {0, 1});
  EXPECT_EQ(result.differing, 0u);
  EXPECT_EQ(result.largestError, 0.25);
}

TEST(Compare, NaNEqualsOnlyNaN) {
  Tolerance generous{1e9, 1e9};
  EXPECT_EQ(
      compareAll<float>({nan32, 1}, {-nan32, 1}, ScalarType::F32).differing,
      0u);
  EXPECT_EQ(
      compareAll<float>({nan32}, {1}, ScalarType::F32, generous).differing, 1u);
  EXPECT_EQ(
      compareAll<float>({1}, {nan32}, ScalarType::F32, generous).differing, 1u);
}

TEST(Compare, InfinityEqualsOnlyItself) {
  Tolerance generous{1e9, 1e9};
  EXPECT_EQ(compareAll<float>({infinity, 1}, {infinity, 2}, ScalarType::F32)
                .differing,
            1u);
  EXPECT_EQ(
      compareAll<float>({-infinity}, {infinity}, ScalarType::F32, generous)
          .differing,
      1u);
  EXPECT_EQ(
      compareAll<float>({1}, {infinity}, ScalarType::F32, generous).differing,
      1u);
}

TEST(Compare, ZerosOfBothSignsAreEqual) {
  EXPECT_EQ(compareAll<float>({0.0f}, {-0.0f}, ScalarType::F32).differing, 0u);
}

TEST(Compare, SixtyFourBitIntegersDifferInTheirLastBit) {
  uint64_t large = (uint64_t(1) << 63) + 1;
  Comparison result =
      compareAll<uint64_t>({large}, {large - 1}, ScalarType::U64);
  EXPECT_EQ(result.differing, 1u);
  EXPECT_EQ(result.largestError, 1);
}

TEST(Compare, SignedBytesAreSigned) {
  EXPECT_EQ(compareAll<uint8_t>({0xff}, {1}, ScalarType::I8).largestError, 2);
  EXPECT_EQ(compareAll<uint8_t>({0xff}, {1}, ScalarType::U8).largestError, 254);
}

TEST(Compare, HalvesAreComparedAsNumbers) {
  // 1.0 and the f16 after it.
  EXPECT_EQ(compareAll<uint16_t>({0x3c01}, {0x3c00}, ScalarType::F16, {1e-3, 0})
                .differing,
            0u);
  EXPECT_EQ(compareAll<uint16_t>({0x3c01}, {0x3c00}, ScalarType::F16, {9e-4, 0})
                .differing,
            1u);
}
