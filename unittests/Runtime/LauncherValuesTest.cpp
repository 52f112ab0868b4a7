//===- LauncherValuesTest.cpp - Values from the command line --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/aikernel-launcher/Values.h"
#include "gtest/gtest.h"
#include <cmath>
#include <random>

using namespace aikernel::launcher;

namespace {

/// The bits, or -1.
int64_t bits(const char *text, uint32_t type) {
  std::string error;
  auto value = parseScalar(text, type, error);
  EXPECT_EQ(value.has_value(), error.empty());
  return value ? int64_t(*value) : -1;
}

} // namespace

TEST(LauncherValuesTest, IntegersReachTheLimitsOfTheirType) {
  EXPECT_EQ(bits("-128", AIK_TYPE_I8), 0x80);
  EXPECT_EQ(bits("127", AIK_TYPE_I8), 0x7f);
  EXPECT_EQ(bits("-129", AIK_TYPE_I8), -1);
  EXPECT_EQ(bits("128", AIK_TYPE_I8), -1);
  EXPECT_EQ(bits("0xffffffff", AIK_TYPE_U32), 0xffffffff);
  EXPECT_EQ(bits("0x100000000", AIK_TYPE_U32), -1);
  EXPECT_EQ(bits("-1", AIK_TYPE_U32), -1);
  EXPECT_EQ(bits("-0", AIK_TYPE_U32), 0);
  EXPECT_EQ(bits("-9223372036854775808", AIK_TYPE_I64), INT64_MIN);
}

TEST(LauncherValuesTest, OtherTextIsNoNumber) {
  for (const char *text : {"", "-", "0x", "1 ", "one", "1.5", "--1"})
    EXPECT_EQ(bits(text, AIK_TYPE_I32), -1) << text;
  for (const char *text : {"", "-", "1 ", "one", "1,5"})
    EXPECT_EQ(bits(text, AIK_TYPE_F32), -1) << text;
  EXPECT_EQ(bits("yes", AIK_TYPE_BOOL), -1);
}

TEST(LauncherValuesTest, FloatsAreRoundedOnce) {
  EXPECT_EQ(bits("0.1", AIK_TYPE_F32), 0x3dcccccd);
  // Halfway between two floats but for a digit that a double cannot hold.
  EXPECT_EQ(bits("1.000000059604644775390625000000001", AIK_TYPE_F32),
            0x3f800001);
}

TEST(LauncherValuesTest, HalvesAgreeWithTheCompiler) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> exponent(-26, 17);
  for (int i = 0; i != 10000; ++i) {
    char text[40];
    snprintf(text, sizeof(text), "%.17g",
             (random() & 1 ? -1 : 1) * std::exp2(exponent(random)));
    auto half = _Float16(strtod(text, nullptr));
    auto expected = int64_t(__builtin_bit_cast(uint16_t, half));
    EXPECT_EQ(bits(text, AIK_TYPE_F16), std::isinf(float(half)) ? -1 : expected)
        << text;
  }
}

TEST(LauncherValuesTest, SmallFloatsHaveTheirSpecialValues) {
  EXPECT_EQ(bits("65519", AIK_TYPE_F16), 0x7bff);
  EXPECT_EQ(bits("-inf", AIK_TYPE_BF16), 0xff80);
  EXPECT_EQ(bits("1.00390625", AIK_TYPE_BF16), 0x3f80); // halfway, to even
  EXPECT_EQ(bits("1.01171875", AIK_TYPE_BF16), 0x3f82); // halfway, to even
  EXPECT_EQ(bits("nan", AIK_TYPE_E4M3), 0x7f);
  EXPECT_EQ(bits("inf", AIK_TYPE_E4M3), 0x7e);
  EXPECT_EQ(bits("-inf", AIK_TYPE_E5M2), 0xfb);
  EXPECT_EQ(bits("0.001953125", AIK_TYPE_E4M3), 0x01); // its smallest
  EXPECT_EQ(bits("-0", AIK_TYPE_E5M2), 0x80);
}

TEST(LauncherValuesTest, WhatATypeCannotHoldNamesItsRange) {
  auto message = [](const char *text, uint32_t type) {
    std::string error;
    EXPECT_EQ(parseScalar(text, type, error), std::nullopt) << text;
    return error;
  };
  EXPECT_EQ(message("1e39", AIK_TYPE_F32),
            "'1e39' is out of range for f32 (-3.4028235e+38 to 3.4028235e+38)");
  EXPECT_EQ(message("-1e400", AIK_TYPE_F64),
            "'-1e400' is out of range for f64 (-1.7976931348623157e+308 to "
            "1.7976931348623157e+308)");
  EXPECT_EQ(message("65520", AIK_TYPE_F16),
            "'65520' is out of range for f16 (-65504 to 65504)");
  EXPECT_EQ(message("449", AIK_TYPE_E4M3),
            "'449' is out of range for e4m3 (-448 to 448)");
  EXPECT_EQ(message("-1", AIK_TYPE_U8),
            "'-1' is out of range for u8 (0 to 255)");
  EXPECT_EQ(message("99999999999999999999", AIK_TYPE_I64),
            "'99999999999999999999' is out of range for i64 "
            "(-9223372036854775808 to 9223372036854775807)");
  EXPECT_EQ(message("x", AIK_TYPE_F32), "'x' is no f32");
}

TEST(LauncherValuesTest, FloatsNearZeroAreRounded) {
  EXPECT_EQ(bits("1e-50", AIK_TYPE_F32), 0);
  EXPECT_EQ(bits("1e-45", AIK_TYPE_F32), 1);
  EXPECT_EQ(bits("0x1.8p1", AIK_TYPE_F32), 0x40400000);
}

TEST(LauncherValuesTest, WrittenValuesAreReadAsTheSameBits) {
  auto expectSame = [](uint64_t value, uint32_t type) {
    std::string text = formatScalar(value, type);
    EXPECT_EQ(uint64_t(bits(text.c_str(), type)), value) << text;
  };
  for (uint64_t value = 0; value <= 0x7c00; ++value) // up to infinity
    expectSame(value, AIK_TYPE_F16);
  for (uint64_t value = 0x8000; value <= 0xff80; ++value)
    expectSame(value, AIK_TYPE_BF16);
  for (uint64_t value = 0; value <= 0x7e; ++value)
    expectSame(value, AIK_TYPE_E4M3);
  for (uint64_t value = 0; value <= 0xff; ++value)
    expectSame(value, AIK_TYPE_I8);
  expectSame(0x3dcccccd, AIK_TYPE_F32);
  EXPECT_EQ(formatScalar(0x2e66, AIK_TYPE_F16), "0.1");
  EXPECT_EQ(formatScalar(~uint64_t(0), AIK_TYPE_I64), "-1");
  EXPECT_EQ(formatScalar(~uint64_t(0), AIK_TYPE_U64), "18446744073709551615");
}
