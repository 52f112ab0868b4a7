//===- CoalescingTest.cpp - How far apart neighbors access ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px;
using namespace aikernel::px::test;

/// What is said about the accesses of a kernel with parameters a f32[], m
/// f32[rows, cols], k i32[], n, rows and cols.
static std::string saidOf(const std::string &code) {
  WarningSettings warnings;
  EXPECT_TRUE(warnings.apply("uncoalesced"));
  Compiled compiled("GPU_KERNEL kernel\nGPU_PARAM a f32[]\n"
                    "GPU_PARAM m f32[rows, cols]\nGPU_PARAM k i32[]\n"
                    "GPU_PARAM n i32\nGPU_PARAM rows i32\nGPU_PARAM cols i32\n"
                    "GPU_SHARED s f32[1024]\nGPU_THREAD_CODE:\n" +
                        code + "\nGPU_END\n",
                    {}, warnings);
  EXPECT_TRUE(compiled.program) << compiled.rendered();
  std::string all;
  for (const Diagnostic *said : compiled.diagnostics.inSourceOrder())
    all += said->message + "\n";
  return all;
}

static std::string apart(const std::string &verb, const std::string &array,
                         const std::string &distance) {
  return "neighboring threads " + verb + " elements of '" + array +
         "' that are " + distance + " apart\n";
}

TEST(PxCoalescing, NeighborsNextToEachOtherAreSilent) {
  for (const char *index :
       {"THREAD_ID", "LOCAL_ID + 5", "n - THREAD_ID", "BLOCK_ID * 64 + LANE_ID",
        "THREAD_ID + n * 33", "BLOCK_ID * 7", "3",
        "(THREAD_ID.Y * n + BLOCK_ID.X) * BLOCK_SIZE.X + LOCAL_ID.X"})
    EXPECT_EQ(saidOf(std::string("SET a[") + index + "] -> x"), "") << index;
}

TEST(PxCoalescing, StridesAreNamed) {
  EXPECT_EQ(saidOf("SET a[THREAD_ID * 33] -> x"), apart("read", "a", "33"));
  EXPECT_EQ(saidOf("SET 1.0 -> a[2 * LOCAL_ID + 1]"), apart("write", "a", "2"));
  EXPECT_EQ(saidOf("SET a[LANE_ID << 4] -> x"), apart("read", "a", "16"));
  EXPECT_EQ(saidOf("SET a[THREAD_ID * n] -> x"), apart("read", "a", "n"));
  EXPECT_EQ(saidOf("SET a[-(THREAD_ID * 2)] -> x"), apart("read", "a", "-2"));
  EXPECT_EQ(saidOf("SET a[THREAD_ID * (n + 1)] -> x"),
            apart("read", "a", "n + 1"));
  EXPECT_EQ(saidOf("SET a[THREAD_ID * n * 3 * rows] -> x").size(),
            apart("read", "a", "3 * n * rows").size());
  EXPECT_EQ(saidOf("SET a[THREAD_ID * k[0]] -> x"),
            apart("read", "a", "more than one"));
}

TEST(PxCoalescing, OfTwoIndicesTheLastOneCountsFastest) {
  EXPECT_EQ(saidOf("SET m[THREAD_ID.Y, THREAD_ID.X] -> x"), "");
  EXPECT_EQ(saidOf("SET m[THREAD_ID.X, THREAD_ID.Y] -> x"),
            apart("read", "m", "cols"));
}

TEST(PxCoalescing, VariablesStandForWhatTheyAreGiven) {
  EXPECT_EQ(saidOf("THREAD_ID -> i\nMUL i 3 -> j\nSET i64(j) + 1 -> l\n"
                   "SET a[l] -> x"),
            apart("read", "a", "3"));
}

TEST(PxCoalescing, LoopsKeepTheDistance) {
  EXPECT_EQ(saidOf("FOR j FROM LOCAL_ID TO n STEP BLOCK_SIZE:\nSET a[j] -> x\n"
                   "ENDFOR"),
            "");
  EXPECT_EQ(saidOf("FOR j FROM 0 TO 4:\nSET a[THREAD_ID * 4 + j] -> x\nENDFOR"),
            apart("read", "a", "4"));
  EXPECT_EQ(saidOf("THREAD_ID -> i\nWHILE i < n:\nSET a[i * 2] -> x\n"
                   "SET i + BLOCK_SIZE * GRID_SIZE -> i\nENDWHILE"),
            apart("read", "a", "2"));
}

TEST(PxCoalescing, NothingIsSaidAboutWhatIsUnknown) {
  for (const char *index :
       {"k[THREAD_ID]", "THREAD_ID / 2", "THREAD_ID % n",
        "THREAD_ID * THREAD_ID", "SELECT(THREAD_ID < n, THREAD_ID * 2, 0)",
        "THREAD_ID & 31"})
    EXPECT_EQ(saidOf(std::string("SET a[") + index + "] -> x"), "") << index;
  EXPECT_EQ(saidOf("SET 0 -> j\nIF THREAD_ID < n:\nSET THREAD_ID * 2 -> j\n"
                   "ENDIF\nSET a[j] -> x"),
            "");
  EXPECT_EQ(saidOf("WARP_SCAN SUM 2 -> j\nSET a[j] -> x"), "");
}

TEST(PxCoalescing, SharedMemoryHasNoRows) {
  EXPECT_EQ(saidOf("SET s[LOCAL_ID * 2] -> x"), "");
}

TEST(PxCoalescing, AccessesInsideOfExpressionsCount) {
  EXPECT_EQ(saidOf("IF a[THREAD_ID * 2] > 0.0:\nFENCE\nENDIF"),
            apart("read", "a", "2"));
  EXPECT_EQ(saidOf("SET s[k[THREAD_ID * 5]] -> x"), apart("read", "k", "5"));
}
