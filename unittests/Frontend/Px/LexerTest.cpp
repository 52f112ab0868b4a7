//===- LexerTest.cpp - Tokens ---------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "gtest/gtest.h"

using namespace aikernel::px::test;

TEST(PxLexer, LongestTokenWins) {
  EXPECT_EQ(tokensOf("a->b-->c<<=d"), "1:1 Word a\n"
                                      "1:2 Arrow\n"
                                      "1:4 Word b\n"
                                      "1:5 Minus\n"
                                      "1:6 Arrow\n"
                                      "1:8 Word c\n"
                                      "1:9 ShiftLeft\n"
                                      "1:11 Equal\n"
                                      "1:12 Word d\n"
                                      "1:13 LineEnd\n");
}

TEST(PxLexer, Numbers) {
  EXPECT_EQ(tokensOf("007 0xFf 1.5 2e3 1.25E-2"), "1:1 Integer 007\n"
                                                  "1:5 Integer 0xFf\n"
                                                  "1:10 Float 1.5\n"
                                                  "1:14 Float 2e3\n"
                                                  "1:18 Float 1.25E-2\n"
                                                  "1:25 LineEnd\n");
}

TEST(PxLexer, CommentsEndStatements) {
  EXPECT_EQ(tokensOf("# all\ncomment all\nFENCE # rest\nFENCE COMMENT rest\n"
                     "COMMENT\n#"),
            "3:1 Word FENCE\n"
            "3:6 LineEnd\n"
            "4:1 Word FENCE\n"
            "4:6 LineEnd\n");
}

TEST(PxLexer, EveryKindOfLineEndEndsALine) {
  EXPECT_EQ(tokensOf("# all\rFENCE # rest\r\nFENCE\r\rFENCE\n\nFENCE"),
            "2:1 Word FENCE\n"
            "2:6 LineEnd\n"
            "3:1 Word FENCE\n"
            "3:6 LineEnd\n"
            "5:1 Word FENCE\n"
            "5:6 LineEnd\n"
            "7:1 Word FENCE\n"
            "7:6 LineEnd\n");
}

TEST(PxLexer, LowerCaseCommentInsideALineIsAWord) {
  EXPECT_EQ(tokensOf("SET comment"), "1:1 Word SET\n"
                                     "1:5 Word comment\n"
                                     "1:12 LineEnd\n");
}

TEST(PxLexer, TextKeepsSignsOfComments) {
  EXPECT_EQ(tokensOf("PRINT \"a # COMMENT -> \\\" b\" # c"),
            "1:1 Word PRINT\n"
            "1:7 String \"a # COMMENT -> \\\" b\"\n"
            "1:28 LineEnd\n");
}

TEST(PxLexer, BothArrowsAreOneToken) {
  EXPECT_EQ(tokensOf("x\u2192y"), "1:1 Word x\n"
                                  "1:2 Arrow\n"
                                  "1:5 Word y\n"
                                  "1:6 LineEnd\n");
}
