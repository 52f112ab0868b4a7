//===- ParserTest.cpp - Syntax trees --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px::test;

/// The syntax tree of code in a kernel without parameters.
static std::string codeTree(const std::string &code) {
  std::string text =
      syntaxOf("GPU_KERNEL k\nGPU_THREAD_CODE:\n" + code + "\nGPU_END\n");
  return text.substr(std::string("kernel k\n").size());
}

//===----------------------------------------------------------------------===//
// Expressions and operands
//===----------------------------------------------------------------------===//

TEST(PxParser, PrecedenceIsThatOfC) {
  EXPECT_EQ(syntaxOf("SET a | b ^ c & d == e < f << g + h * -i -> r"),
            "host\n  assign r (Or a (Xor b (And c (Eq d (Lt e (Shl f (Add g "
            "(Mul h (Neg i)))))))))\n");
  EXPECT_EQ(syntaxOf("SET a || b && c | d -> r"),
            "host\n  assign r (LogicalOr a (LogicalAnd b (Or c d)))\n");
}

TEST(PxParser, OperatorsAreLeftAssociative) {
  EXPECT_EQ(syntaxOf("SET a - b - c -> r"),
            "host\n  assign r (Sub (Sub a b) c)\n");
}

TEST(PxParser, AChainIsNoNesting) {
  std::string sum = "SET 1", branches = "IF FALSE:\n";
  for (int i = 0; i < 4000; ++i) {
    sum += " - 1";
    branches += "ELIF FALSE:\n";
  }
  EXPECT_TRUE(Compiled(sum + " -> x").program);
  EXPECT_TRUE(Compiled(branches + "ENDIF").program);
}

TEST(PxParser, BlanksSeparateUnaries) {
  EXPECT_EQ(codeTree("SELECT (a < b) -x f(y) -> r"),
            "  assign r (Select (Lt a b) (Neg x) (call f y))\n");
}

TEST(PxParser, BlankBeforeParenthesisBeginsAnOperand) {
  EXPECT_EQ(codeTree("ADD f (x) -> r"), "  assign r (Add f x)\n");
}

TEST(PxParser, CommasSeparateExpressions) {
  EXPECT_EQ(codeTree("ADD a + 1, b * 2 -> c"),
            "  assign c (Add (Add a 1) (Mul b 2))\n");
}

TEST(PxParser, VerbFunctionAndOperatorAreOneOperation) {
  EXPECT_EQ(codeTree("ADD a b -> c"), codeTree("SET ADD(a, b) -> c"));
  EXPECT_EQ(codeTree("ADD a b -> c"), codeTree("SET a + b -> c"));
}

TEST(PxParser, Version01ElementMayHaveABlank) {
  EXPECT_EQ(codeTree("LOAD a [i] -> x\nSTORE x -> a [i]\nATOMIC_ADD a [i] x"),
            "  assign x (element a i)\n"
            "  assign (element a i) x\n"
            "  atomic ADD (element a i) x\n");
}

TEST(PxParser, FirstWordMatchesInAnyCase) {
  EXPECT_EQ(codeTree("Set 1 -> set\nadd set 1 -> add"),
            "  assign set 1\n  assign add (Add set 1)\n");
}

TEST(PxParser, TypeNamesAreNamesExceptBeforeAParenthesis) {
  EXPECT_EQ(codeTree("SET char + char[0] + char(1) -> int"),
            "  assign int (Add (Add char (element char 0)) (Cast u8 1))\n");
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

TEST(PxParser, EndIfIgnoresIndentation) {
  EXPECT_EQ(codeTree("IF a:\nFENCE\n   ELIF b:\nFENCE\n ELSE:\nFENCE\nENDIF\n"
                     "SYNC_WARP"),
            "  if a\n    FENCE\n"
            "  elif b\n    FENCE\n"
            "  else\n    FENCE\n"
            "  SYNC_WARP\n");
}

TEST(PxParser, IndentedIfEndsAtItsColumn) {
  EXPECT_EQ(codeTree("  IF a:\n"
                     "    FENCE\n"
                     "\n"
                     "# a comment ends nothing\n"
                     "    IF b:\n"
                     "      FENCE\n"
                     "  SYNC_WARP"),
            "  if a\n    FENCE\n    if b\n      FENCE\n  SYNC_WARP\n");
}

TEST(PxParser, IndentedElseBelongsToTheIfInItsColumn) {
  EXPECT_EQ(codeTree("IF a:\n"
                     "  IF b:\n"
                     "    FENCE\n"
                     "ELSE:\n"
                     "  SYNC_WARP"),
            "  if a\n    if b\n      FENCE\n  else\n    SYNC_WARP\n");
}

TEST(PxParser, FlatIfRunsToTheEnd) {
  EXPECT_EQ(codeTree("IF a:\nFENCE\nSYNC_WARP"),
            "  if a\n    FENCE\n    SYNC_WARP\n");
}

TEST(PxParser, FlatElseBelongsToTheInnermostIfWithoutOne) {
  EXPECT_EQ(codeTree("IF a:\nIF b:\nFENCE\nELSE:\nSYNC_WARP\nELSE:\nFENCE"),
            "  if a\n    if b\n      FENCE\n    else\n      SYNC_WARP\n"
            "  else\n    FENCE\n");
}

TEST(PxParser, IfIsClosedByTheEndOfTheKernelAlone) {
  EXPECT_EQ(codeTree("IF a:\n    FENCE"), "  if a\n    FENCE\n");
  EXPECT_EQ(codeTree("IF a:"), "  if a\n");
}

TEST(PxParser, LoopsMakeEndIfNecessary) {
  Compiled compiled(kernelWith("FOR i FROM 0 TO 3:\n"
                               "  IF n:\n"
                               "    FENCE\n"
                               "ENDFOR"));
  ASSERT_EQ(compiled.diagnostics.errorCount(), 1u) << compiled.rendered();
  std::string text = compiled.rendered();
  EXPECT_NE(text.find("note: every IF needs ENDIF in a kernel that uses FOR"),
            std::string::npos)
      << text;
}

TEST(PxParser, KernelWithoutEndDoesNotSwallowTheNext) {
  Compiled compiled("GPU_KERNEL k\nGPU_THREAD_CODE:\nFENCE\n"
                    "GPU_KERNEL l\nGPU_THREAD_CODE:\nFENCE\nGPU_END\n"
                    "GPU_LAUNCH k 1 1\nGPU_LAUNCH l 1 1");
  EXPECT_EQ(compiled.diagnostics.errorCount(), 1u) << compiled.rendered();
}
