//===- FormatTest.cpp - The canonical form of px text ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include "SamplePrograms.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"
#include <regex>

using namespace aikernel::px;
using namespace aikernel::px::test;

/// The lines of code in a kernel, formatted, without the kernel around them.
static std::string formattedCode(const std::string &code) {
  std::string text =
      formatted("GPU_KERNEL k\nGPU_PARAM a f32[]\nGPU_THREAD_CODE:\n" + code +
                "GPU_END\n");
  const std::string head =
      "GPU_KERNEL k\n    GPU_PARAM a f32[]\n    GPU_THREAD_CODE:\n";
  const std::string end = "GPU_END\n";
  EXPECT_EQ(text.substr(0, head.size()), head);
  return text.substr(head.size(), text.size() - head.size() - end.size());
}

TEST(PxFormat, ProgramsMeanWhatTheyMeant) {
  for (const SampleProgram &sample : samplePrograms()) {
    std::string text = formatted(sample.text);
    EXPECT_EQ(Compiled(sample.text).typed(), Compiled(text).typed())
        << sample.name;
    EXPECT_EQ(formatted(text), text) << sample.name;
  }
}

/// The line with other blanks and its verb in lower case.
static std::string disguised(std::string line, bool mayUnindent) {
  if (line.find_first_of("#\"") != std::string::npos)
    return line;
  line = std::regex_replace(line, std::regex(" (->|[*,+]) ?"), "   $1   ");
  if (mayUnindent)
    line = std::regex_replace(line, std::regex("^ +"), "");
  return std::regex_replace(line, std::regex("^( *)SET "), "$1sEt ");
}

TEST(PxFormat, BlanksAndCaseDoNotMatter) {
  for (const SampleProgram &sample : samplePrograms()) {
    bool hasEnds = sample.text.find("ENDIF") != std::string::npos;
    std::string other;
    for (llvm::StringRef line : llvm::split(sample.text, '\n'))
      other += disguised(line.str(), hasEnds) + "\n";
    EXPECT_EQ(formatted(other), formatted(sample.text)) << sample.name;
  }
}

TEST(PxFormat, FirstWordsAreUpperCase) {
  EXPECT_EQ(formatted("set 1 -> set\nPrint set\n"),
            "SET 1 -> set\nPRINT set\n");
}

TEST(PxFormat, TheArrowIsAscii) {
  EXPECT_EQ(formatted("SET 1→x\nPRINT \"→\" # →\n"),
            "SET 1 -> x\nPRINT \"→\"  # →\n");
}

TEST(PxFormat, OneBlankStandsBetweenOperands) {
  EXPECT_EQ(formattedCode("ADD   1\t2   -> x\nADD -x ( x )->y\n"
                          "ADD x*2 , MIN( x,y ) -> z\n"),
            "    ADD 1 2 -> x\n    ADD -x (x) -> y\n"
            "    ADD x * 2, MIN(x, y) -> z\n");
}

TEST(PxFormat, PrefixesStandAtTheirOperand) {
  EXPECT_EQ(formatted("SET 1--2*~ 3 -> x\nSET ! TRUE||- x<- 1->y\n"),
            "SET 1 - -2 * ~3 -> x\nSET !TRUE || -x < -1 -> y\n");
}

TEST(PxFormat, IndicesAndAxesStandAtTheirName) {
  EXPECT_EQ(formattedCode("LOAD a [ 1 ] -> x\nSET THREAD_ID . Y-> y\n"),
            "    LOAD a[1] -> x\n    SET THREAD_ID.Y -> y\n");
}

TEST(PxFormat, AddressesOfImagesHoldNoBlanks) {
  EXPECT_EQ(formatted("DEFINE A 0x10\nWRITE A+1   0x65 # e\n"),
            "DEFINE A 0x10\nWRITE A+1 0x65  # e\n");
}

TEST(PxFormat, TypesAreOneWord) {
  EXPECT_EQ(
      formatted("GPU_KERNEL k\nGPU_PARAM a float *\nGPU_PARAM b f32 [ 2,3 "
                "]\nGPU_THREAD_CODE :\nGPU_END\n"
                "FUNC f (a i32,b i32)->u32\nRETURN a\nENDFUNC\n"),
      "GPU_KERNEL k\n    GPU_PARAM a float*\n    GPU_PARAM b f32[2, 3]\n"
      "    GPU_THREAD_CODE:\nGPU_END\n"
      "FUNC f(a i32, b i32) -> u32\n    RETURN a\nENDFUNC\n");
}

TEST(PxFormat, BlocksAreIndented) {
  EXPECT_EQ(formatted("IF TRUE:\nFOR i FROM 0 TO 3:\nPRINT i\nENDFOR\n"
                      "      ELIF FALSE:\nPRINT 1\nELSE:\nPRINT 2\nENDIF\n"),
            "IF TRUE:\n    FOR i FROM 0 TO 3:\n        PRINT i\n    ENDFOR\n"
            "ELIF FALSE:\n    PRINT 1\nELSE:\n    PRINT 2\nENDIF\n");
}

TEST(PxFormat, BlocksThatEndByIndentationDoSoStill) {
  EXPECT_EQ(formattedCode("IF 1 < 2:\n  FENCE\n    FENCE\nELSE:\n IF 2 < 3:\n"
                          "  SYNC_WARP\nFENCE\n"),
            "    IF 1 < 2:\n        FENCE\n        FENCE\n    ELSE:\n"
            "        IF 2 < 3:\n            SYNC_WARP\n    FENCE\n");
}

TEST(PxFormat, FlatBlocksStayFlat) {
  EXPECT_EQ(formattedCode("  IF 1 < 2:\n  FENCE\n  ELSE:\n IF 2 < 3:\n"
                          "SYNC_WARP\n"),
            "    IF 1 < 2:\n    FENCE\n    ELSE:\n    IF 2 < 3:\n"
            "    SYNC_WARP\n");
}

TEST(PxFormat, DeclarationsMakeColumns) {
  EXPECT_EQ(formatted("GPU_CONST ONE = 1\nGPU_CONST THREE = 3\n\n"
                      "GPU_CONST FOUR = 4\n"
                      "ARG n i32 = 1 \"rows\"\nARG size f32 = 20 \"size\"\n"
                      "ARG x f64\nARG file text = \"a\" \"what\"\n"),
            "GPU_CONST ONE   = 1\nGPU_CONST THREE = 3\n\nGPU_CONST FOUR = 4\n"
            "ARG n    i32 = 1  \"rows\"\nARG size f32 = 20 \"size\"\n"
            "ARG x    f64\nARG file text = \"a\" \"what\"\n");
}

TEST(PxFormat, NumbersOfTablesEndBelowEachOther) {
  EXPECT_EQ(formatted("GPU_CONST T i32[7]:\n1 20 -3\n# more\n"
                      "400, 5 , (6+1)\n  7\nENDCONST\n"),
            "GPU_CONST T i32[7]:\n    1 20 -3\n    # more\n"
            "    400, 5, (6 + 1)\n      7\nENDCONST\n");
}

TEST(PxFormat, ANameOfATableIsNoVerb) {
  std::string text =
      "GPU_CONST set = 1\nGPU_CONST T i32[1]:\n    set\nENDCONST\n";
  EXPECT_EQ(formatted(text), text);
}

TEST(PxFormat, CommentsOfARunStandBelowEachOther) {
  EXPECT_EQ(formatted("SET 1 -> x # one\nSET 22 -> y # two\nPRINT x\n"
                      "PRINT y # y\n\nPRINT x + y # sum\n"
                      "IF TRUE: # always\nPRINT 1 # one\nENDIF\n"),
            "SET 1 -> x   # one\nSET 22 -> y  # two\nPRINT x\n"
            "PRINT y  # y\n\nPRINT x + y  # sum\n"
            "IF TRUE:     # always\n    PRINT 1  # one\nENDIF\n");
}

TEST(PxFormat, ACommentMayGoOnInTheNextLines) {
  std::string text = "PRINT 1       # a text\n"
                     "              # of two lines\n"
                     "PRINT 1 + 10  # another one\n"
                     "# of the next\n"
                     "PRINT 2\n";
  EXPECT_EQ(formatted(text), text);
  EXPECT_EQ(formatted("PRINT 1 # a text\n"
                      "        # of two lines\n"
                      "PRINT 1 + 10 # another one\n"
                      "# of the next\n"
                      "PRINT 2\n"),
            text);
}

TEST(PxFormat, CommentsKeepTheirText) {
  EXPECT_EQ(formatted("#\n#a  b\t\ncomment c  \nPRINT 1 COMMENT d\n"),
            "#\n#a  b\nCOMMENT c\nPRINT 1  COMMENT d\n");
}

TEST(PxFormat, ACommentBelongsToTheBlockThatItIsIndentedAs) {
  std::string text = "IF TRUE:\n"
                     "    PRINT 1\n"
                     "    # of the block\n"
                     "# of the other one\n"
                     "ELSE:\n"
                     "    # in place of statements\n"
                     "ENDIF\n"
                     "# behind\n";
  EXPECT_EQ(formatted(text), text);
  EXPECT_EQ(formattedCode("IF 1 < 2:\n  FENCE\n  # inside\n# outside\nFENCE\n"),
            "    IF 1 < 2:\n        FENCE\n        # inside\n    # outside\n"
            "    FENCE\n");
}

TEST(PxFormat, AtMostOneEmptyLineRemains) {
  EXPECT_EQ(formatted("\n\nPRINT 1\n  \n\t\n# a\n\nPRINT 2\n\n\n"),
            "PRINT 1\n\n# a\n\nPRINT 2\n");
}

TEST(PxFormat, LineEndsOfWindowsStay) {
  EXPECT_EQ(formatted("PRINT 1 \r\n\r\n\r\nPRINT 2"),
            "PRINT 1\r\n\r\nPRINT 2\r\n");
}

TEST(PxFormat, AFileWithoutTextIsEmpty) {
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("\n \n"), "");
}

TEST(PxFormat, WideCharactersTakeTheirWidth) {
  EXPECT_EQ(formatted("PRINT \"é\" # a\nPRINT \"ab\" # b\nPRINT \"漢\" # c\n"),
            "PRINT \"é\"   # a\nPRINT \"ab\"  # b\nPRINT \"漢\"  # c\n");
}

TEST(PxFormat, WrongSyntaxIsNotFormatted) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  uint32_t file = sources.add("test.px", "PRINT 1\nPRNT 2\n");
  EXPECT_EQ(format(sources, file, diagnostics), std::nullopt);
  EXPECT_EQ(diagnostics.errorCount(), 1u);
}

TEST(PxFormat, WrongTypesAreNoReasonNotToFormat) {
  EXPECT_EQ(formatted("SET  nothing->x\n"), "SET nothing -> x\n");
}
