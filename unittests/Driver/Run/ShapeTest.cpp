//===- ShapeTest.cpp - Sizes of arrays ------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Run/Shape.h"
#include "gtest/gtest.h"

using namespace aikernel::run;

TEST(Shape, IsWrittenWithAnXBetweenTheSizes) {
  EXPECT_EQ(parseShape("1024"), Shape({1024}));
  EXPECT_EQ(parseShape("64x32x2"), Shape({64, 32, 2}));
  EXPECT_EQ(formatShape({64, 32, 2}), "64x32x2");
}

TEST(Shape, RefusesWhatIsNoShape) {
  for (const char *text : {"", "x", "4x", "x4", "4xx4", "-1", "4,4", "1e3",
                           "18446744073709551616"})
    EXPECT_FALSE(parseShape(text)) << text;
}

TEST(Shape, CountsUnlessTheProductOverflows) {
  EXPECT_EQ(countElements({64, 32}), 2048u);
  EXPECT_EQ(countElements({64, 0}), 0u);
  EXPECT_FALSE(countElements({uint64_t(1) << 32, uint64_t(1) << 32}));
}

TEST(Shape, FormatsAnIndexOutermostFirst) {
  EXPECT_EQ(formatIndex(17, {100}), "[17]");
  EXPECT_EQ(formatIndex(17, {4, 5}), "[3, 2]");
  EXPECT_EQ(formatIndex(23, {2, 3, 4}), "[1, 2, 3]");
}
