//===- ScalarTest.cpp - Values of px types as text and as numbers ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Run/Scalar.h"
#include "RunTest.h"
#include <cmath>
#include <limits>

using namespace aikernel::run;

static uint64_t parse(llvm::StringRef text, ScalarType type) {
  return valueOf(parseScalar(text, type));
}
static std::string problem(llvm::StringRef text, ScalarType type) {
  return messageOf(parseScalar(text, type));
}

TEST(Scalar, IntegersAreDecimalOrHexadecimal) {
  EXPECT_EQ(parse("42", ScalarType::I32), 42u);
  EXPECT_EQ(parse("-1", ScalarType::I32), 0xffffffffu);
  EXPECT_EQ(parse("0xff", ScalarType::U8), 0xffu);
  EXPECT_EQ(parse("-0x80", ScalarType::I8), 0x80u);
}

TEST(Scalar, IntegersReachTheEndsOfTheirRangeAndNoFurther) {
  EXPECT_EQ(parse("-128", ScalarType::I8), 0x80u);
  EXPECT_EQ(problem("-129", ScalarType::I8),
            "'-129' is out of range for i8 (-128 to 127)");
  EXPECT_EQ(parse("127", ScalarType::I8), 0x7fu);
  EXPECT_EQ(problem("128", ScalarType::I8),
            "'128' is out of range for i8 (-128 to 127)");
  EXPECT_EQ(problem("-1", ScalarType::U8),
            "'-1' is out of range for u8 (0 to 255)");
  EXPECT_EQ(parse("18446744073709551615", ScalarType::U64),
            std::numeric_limits<uint64_t>::max());
  EXPECT_NE(problem("18446744073709551616", ScalarType::U64), "");
  EXPECT_EQ(parse("-9223372036854775808", ScalarType::I64), uint64_t(1) << 63);
  EXPECT_NE(problem("0xffffffffffffffffffffffffffffffffffff", ScalarType::I64),
            "");
}

TEST(Scalar, IntegersRefuseWhatIsNoInteger) {
  for (const char *text :
       {"", "-", "0x", "--1", "1.5", "1e3", "12 ", "+-1", "@a.npy"})
    EXPECT_EQ(problem(text, ScalarType::I32),
              "'" + std::string(text) + "' is no i32");
}

TEST(Scalar, FloatsAreDecimalHexadecimalOrNamed) {
  auto f32 = [](llvm::StringRef text) {
    return toDouble(parse(text, ScalarType::F32), ScalarType::F32);
  };
  EXPECT_EQ(f32("2.5"), 2.5);
  EXPECT_EQ(f32("-1e-3"), double(-1e-3f));
  EXPECT_EQ(f32("0x1.8p1"), 3.0);
  EXPECT_EQ(f32("0x10"), 16.0);
  EXPECT_EQ(f32("-inf"), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(f32("nan")));
  for (const char *text : {"", "1.0f", "1e", "one", "1,5"})
    EXPECT_EQ(problem(text, ScalarType::F32),
              "'" + std::string(text) + "' is no f32");
}

TEST(Scalar, FloatsAreRoundedOnce) {
  // Halfway between two f32 plus a little, which f64 cannot hold.
  EXPECT_EQ(parse("1.000000059604644775390625000000000001", ScalarType::F32),
            0x3f800001u);
  EXPECT_EQ(parse("0.1", ScalarType::F16), 0x2e66u);
  EXPECT_EQ(parse("0.1", ScalarType::BF16), 0x3dcdu);
}

TEST(Scalar, FloatsOutOfRangeAreRefused) {
  EXPECT_EQ(problem("1e39", ScalarType::F32),
            "'1e39' is out of range for f32 (-3.4028235e+38 to 3.4028235e+38)");
  EXPECT_NE(problem("65520", ScalarType::F16), "");
  EXPECT_EQ(parse("65519", ScalarType::F16), 0x7bffu);
  EXPECT_EQ(problem("449", ScalarType::E4M3),
            "'449' is out of range for e4m3 (-448 to 448)");
  EXPECT_EQ(parse("448", ScalarType::E4M3), 0x7eu);
}

TEST(Scalar, BoolsAreTrueOrFalse) {
  EXPECT_EQ(parse("true", ScalarType::Bool), 1u);
  EXPECT_EQ(parse("0", ScalarType::Bool), 0u);
  EXPECT_EQ(problem("2", ScalarType::Bool),
            "'2' is no bool; write true or false");
}

TEST(Scalar, ByteFloatsSaturateWhenConverted) {
  double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(fromDouble(1e9, ScalarType::E4M3), 0x7eu);
  EXPECT_EQ(fromDouble(-infinity, ScalarType::E5M2), 0xfbu);
  EXPECT_EQ(fromDouble(std::nan(""), ScalarType::E4M3), 0x7fu);
}

TEST(Scalar, EveryByteFloatSurvivesTheWayThroughDouble) {
  for (ScalarType type : {ScalarType::E4M3, ScalarType::E5M2})
    for (uint64_t bits = 0; bits != 256; ++bits)
      if (double value = toDouble(bits, type); std::isfinite(value))
        EXPECT_EQ(fromDouble(value, type), bits);
}

TEST(Scalar, TextIsShortAndExact) {
  EXPECT_EQ(formatScalar(parse("0.1", ScalarType::F32), ScalarType::F32),
            "0.1");
  EXPECT_EQ(formatScalar(parse("0.1", ScalarType::F64), ScalarType::F64),
            "0.1");
  EXPECT_EQ(formatScalar(0xff, ScalarType::I8), "-1");
  EXPECT_EQ(formatScalar(0xff, ScalarType::U8), "255");
  EXPECT_EQ(formatScalar(1, ScalarType::Bool), "true");
}
