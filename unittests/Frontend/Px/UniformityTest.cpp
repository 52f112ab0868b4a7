//===- UniformityTest.cpp - Where barriers may stand ----------------------===//
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

/// How many barriers of the code are refused.
static unsigned refused(const std::string &code) {
  Compiled compiled(kernelWith(code));
  for (const Diagnostic &said : compiled.diagnostics.diagnostics())
    EXPECT_EQ(said.id, DiagnosticId::DivergentBarrier) << compiled.rendered();
  return compiled.diagnostics.errorCount();
}

/// A barrier under a condition on `value`, which `before` computes.
static unsigned refusedUnder(const std::string &value,
                             const std::string &before = "FENCE") {
  return refused(before + "\nIF " + value + ":\nSYNC_THREADS\nENDIF");
}

TEST(PxUniformity, UniformConditionsAreAccepted) {
  EXPECT_EQ(refusedUnder("n > 3"), 0u);
  EXPECT_EQ(refusedUnder("BLOCK_ID.Y + BLOCK_SIZE.X < GRID_SIZE.Z"), 0u);
  EXPECT_EQ(refusedUnder("WARP_SIZE == 32"), 0u);
  EXPECT_EQ(refusedUnder("f[BLOCK_ID] > 1.0"), 0u);
  EXPECT_EQ(refusedUnder("y", "SET n * 2 -> y"), 0u);
  EXPECT_EQ(refusedUnder("y", "BLOCK_REDUCE SUM a[LOCAL_ID.X] -> y"), 0u);
}

TEST(PxUniformity, DivergentConditionsAreRefused) {
  EXPECT_EQ(refusedUnder("THREAD_ID.X"), 1u);
  EXPECT_EQ(refusedUnder("LANE_ID == 0"), 1u);
  EXPECT_EQ(refusedUnder("WARP_ID == 0"), 1u);
  EXPECT_EQ(refusedUnder("f[LOCAL_ID.X]"), 1u);
  EXPECT_EQ(refusedUnder("y", "LOCAL_ID -> y"), 1u);
  EXPECT_EQ(refusedUnder("y", "WARP_REDUCE SUM n -> y"), 1u);
  EXPECT_EQ(refusedUnder("y", "BLOCK_SCAN SUM n -> y"), 1u);
  EXPECT_EQ(refusedUnder("y", "ATOMIC_ADD a[0] 1 -> y"), 1u);
}

TEST(PxUniformity, WrittenArraysAreDivergent) {
  EXPECT_EQ(refusedUnder("a[0]", "SET 1 -> a[0]"), 1u);
}

TEST(PxUniformity, SharedMemoryIsUniformAfterABarrier) {
  EXPECT_EQ(refusedUnder("s[0]", "SET 1 -> s[LOCAL_ID.X]\nSYNC_THREADS"), 0u);
  EXPECT_EQ(refusedUnder("s[0]", "SET 1 -> s[LOCAL_ID.X]"), 1u);
  EXPECT_EQ(refusedUnder("s[LANE_ID]", "SYNC_THREADS"), 1u);
}

TEST(PxUniformity, LocalArraysFollowTheirValues) {
  EXPECT_EQ(refusedUnder("v[1]", "LOCAL v i32[4]\nSET n -> v[0]"), 0u);
  EXPECT_EQ(refusedUnder("v[1]", "LOCAL v i32[4]\nSET LANE_ID -> v[0]"), 1u);
  EXPECT_EQ(refusedUnder("v[1]", "LOCAL v i32[4]\nSET 1 -> v[LANE_ID]"), 1u);
}

TEST(PxUniformity, ValueOfADivergentBranchIsDivergent) {
  EXPECT_EQ(refusedUnder("y", "SET 1 -> y\nIF LANE_ID:\nSET 2 -> y\nENDIF"),
            1u);
}

TEST(PxUniformity, ReassignmentMakesUniformAgain) {
  EXPECT_EQ(refusedUnder("y", "LANE_ID -> y\nSET n -> y"), 0u);
}

TEST(PxUniformity, DivergenceGoesAroundLoops) {
  EXPECT_EQ(refused("SET 0 -> y\nFOR i FROM 0 TO n:\n"
                    "IF y:\nSYNC_THREADS\nENDIF\n"
                    "SET LANE_ID -> y\nENDFOR"),
            1u);
}

TEST(PxUniformity, LoopsWithDivergentBounds) {
  EXPECT_EQ(refused("FOR i FROM 0 TO LANE_ID:\nSYNC_THREADS\nENDFOR"), 1u);
  EXPECT_EQ(refused("FOR i FROM 0 TO n:\nSYNC_THREADS\nENDFOR"), 0u);
  EXPECT_EQ(refused("SET LANE_ID -> y\nWHILE y > 0:\nSYNC_THREADS\n"
                    "SET y - 1 -> y\nENDWHILE"),
            1u);
}

TEST(PxUniformity, DivergentReturnSkipsTheRest) {
  EXPECT_EQ(refused("IF LANE_ID == 0:\nRETURN\nENDIF\nSYNC_THREADS"), 1u);
  EXPECT_EQ(refused("IF n == 0:\nRETURN\nENDIF\nSYNC_THREADS"), 0u);
}

TEST(PxUniformity, DivergentBreakSkipsLaterIterations) {
  EXPECT_EQ(refused("FOR i FROM 0 TO n:\nSYNC_THREADS\n"
                    "IF LANE_ID == i:\nBREAK\nENDIF\nENDFOR\nSYNC_THREADS"),
            1u);
}

TEST(PxUniformity, DivergentContinueSkipsTheIteration) {
  EXPECT_EQ(refused("FOR i FROM 0 TO n:\nSYNC_THREADS\n"
                    "IF LANE_ID == i:\nCONTINUE\nENDIF\nFENCE\nENDFOR\n"
                    "SYNC_THREADS"),
            0u);
  EXPECT_EQ(refused("FOR i FROM 0 TO n:\n"
                    "IF LANE_ID == i:\nCONTINUE\nENDIF\nSYNC_THREADS\n"
                    "ENDFOR"),
            1u);
}

TEST(PxUniformity, WarpCollectivesMayDiverge) {
  EXPECT_EQ(refused("IF LANE_ID < 4:\nWARP_REDUCE SUM n -> y\nSYNC_WARP\n"
                    "ENDIF"),
            0u);
}

TEST(PxUniformity, BlockCollectivesMayNot) {
  EXPECT_EQ(refused("IF LANE_ID < 4:\nBLOCK_REDUCE SUM n -> y\n"
                    "BLOCK_SCAN SUM n -> z\nENDIF"),
            2u);
}

TEST(PxUniformity, FunctionsAreSeenThrough) {
  const std::string functions =
      "FUNC twice(v i32) -> i32\nRETURN v * 2\nENDFUNC\n"
      "FUNC lane() -> i32\nRETURN LANE_ID\nENDFUNC\n"
      "FUNC outer() -> i32\nRETURN lane()\nENDFUNC\n";
  auto refusedUnderCall = [&](const std::string &call) {
    return Compiled(functions +
                    kernelWith("IF " + call + ":\nSYNC_THREADS\nENDIF"))
        .diagnostics.errorCount();
  };
  EXPECT_EQ(refusedUnderCall("twice(n)"), 0u);
  EXPECT_EQ(refusedUnderCall("twice(LANE_ID)"), 1u);
  EXPECT_EQ(refusedUnderCall("outer()"), 1u);
}

TEST(PxUniformity, FunctionsThatWaitAreWalkedAtTheirCalls) {
  const std::string functions =
      "FUNC wait(c i32)\nIF c:\nSYNC_THREADS\nENDIF\nENDFUNC\n"
      "FUNC early(c i32)\nIF c:\nRETURN\nENDIF\nSYNC_THREADS\nENDFUNC\n"
      "FUNC outer(c i32)\nCALL wait(c)\nENDFUNC\n"
      "FUNC total(v i32) -> i32\nBLOCK_REDUCE SUM v -> s\nRETURN s\nENDFUNC\n"
      "FUNC prefix(v i32) -> i32\nBLOCK_SCAN SUM v -> s\nRETURN s\nENDFUNC\n";
  auto refusedIn = [&](const std::string &code) {
    return Compiled(functions + kernelWith(code)).diagnostics.errorCount();
  };
  EXPECT_EQ(refusedIn("CALL wait(n)\nCALL early(n)\nCALL outer(n)"), 0u);
  EXPECT_EQ(refusedIn("CALL wait(LANE_ID)"), 1u);
  EXPECT_EQ(refusedIn("CALL early(LANE_ID)"), 1u);
  EXPECT_EQ(refusedIn("CALL outer(LANE_ID)"), 1u);
  EXPECT_EQ(refusedIn("CALL early(n)\nSYNC_THREADS"), 0u);
  EXPECT_EQ(refusedIn("IF LANE_ID:\nCALL outer(n)\nENDIF"), 1u);
  auto under = [](const std::string &call) {
    return "SET " + call + " -> t\nIF t:\nSYNC_THREADS\nENDIF";
  };
  EXPECT_EQ(refusedIn(under("total(LANE_ID)")), 0u);
  EXPECT_EQ(refusedIn(under("prefix(n)")), 1u);
  // What one call has found out holds for no other.
  EXPECT_EQ(refusedIn("CALL wait(LANE_ID)\nCALL wait(n)"), 1u);
}

TEST(PxUniformity, FunctionsWriteToTheArraysThatTheyAreGiven) {
  const std::string functions =
      "FUNC put(v i32[], x i32)\nSET x -> v[0]\nENDFUNC\n"
      "FUNC first(v i32[]) -> i32\nRETURN v[0]\nENDFUNC\n";
  auto refusedIn = [&](const std::string &code, const std::string &value) {
    return Compiled(functions + kernelWith(code + "\nIF " + value +
                                           ":\nSYNC_THREADS\nENDIF"))
        .diagnostics.errorCount();
  };
  EXPECT_EQ(refusedIn("LOCAL v i32[2]\nCALL put(v, n)", "first(v)"), 0u);
  EXPECT_EQ(refusedIn("LOCAL v i32[2]\nCALL put(v, LANE_ID)", "first(v)"), 1u);
  EXPECT_EQ(refusedIn("CALL put(s, n)", "s[0]"), 1u);
  EXPECT_EQ(refusedIn("CALL put(s, n)\nSYNC_THREADS", "s[0]"), 0u);
  EXPECT_EQ(refusedIn("CALL put(a, n)", "a[0]"), 1u);
  EXPECT_EQ(refusedIn("FENCE", "first(a)"), 0u);
}

TEST(PxUniformity, InnerLoopsSeeWhatOuterIterationsBring) {
  EXPECT_EQ(refused("SET 0 -> y\n"
                    "FOR i FROM 0 TO n:\n"
                    "FOR j FROM 0 TO n:\n"
                    "IF y:\nSYNC_THREADS\nENDIF\n"
                    "ENDFOR\n"
                    "LOCAL_ID -> y\n"
                    "ENDFOR"),
            1u);
  EXPECT_EQ(refused("FOR i FROM 0 TO n:\n"
                    "SET 0 -> y\n"
                    "FOR j FROM 0 TO n:\n"
                    "IF y:\nSYNC_THREADS\nENDIF\n"
                    "ENDFOR\n"
                    "LOCAL_ID -> y\n"
                    "ENDFOR"),
            0u);
}

TEST(PxUniformity, NestedLoopsTakeNoExponentialTime) {
  std::string code, ends;
  for (int i = 0; i < 100; ++i) {
    std::string number = std::to_string(i);
    code += "SET 0 -> y" + number + "\nFOR i" + number + " FROM 0 TO n:\n";
    ends = "LOCAL_ID -> y" + number + "\nENDFOR\n" + ends;
  }
  ends = "SYNC_THREADS\n" + ends;
  ends.pop_back();
  EXPECT_EQ(refused(code + ends), 0u);
}

/// Whether code warns that only some threads of a warp may get to something.
static bool mayLeaveSomeOfAWarp(const std::string &code) {
  WarningSettings warnings;
  warnings.apply("divergent-barrier");
  Compiled compiled(kernelWith(code), {}, warnings);
  EXPECT_TRUE(compiled.program) << compiled.rendered();
  return !compiled.diagnostics.diagnostics().empty();
}

TEST(PxUniformity, WarpsMayPartFromEachOther) {
  EXPECT_FALSE(mayLeaveSomeOfAWarp("IF WARP_ID == 0:\nSYNC_WARP\nENDIF"));
  EXPECT_FALSE(mayLeaveSomeOfAWarp("IF LOCAL_ID / 32 == 0:\nSYNC_WARP\nENDIF"));
  EXPECT_FALSE(
      mayLeaveSomeOfAWarp("IF LOCAL_ID / WARP_SIZE < n:\nSYNC_WARP\nENDIF"));
  EXPECT_FALSE(mayLeaveSomeOfAWarp(
      "VOTE_ANY (LOCAL_ID < n) -> any\nIF any:\nSYNC_WARP\nENDIF"));
}

TEST(PxUniformity, ThreadsOfAWarpMayPart) {
  EXPECT_TRUE(mayLeaveSomeOfAWarp("IF LANE_ID == 0:\nSYNC_WARP\nENDIF"));
  EXPECT_TRUE(mayLeaveSomeOfAWarp(
      "FOR i FROM 0 TO LOCAL_ID:\nSHUFFLE_XOR n 1 -> y\nENDFOR"));
  EXPECT_FALSE(
      mayLeaveSomeOfAWarp("FOR i FROM 0 TO n:\nSHUFFLE_XOR n 1 -> y\nENDFOR"));
}
