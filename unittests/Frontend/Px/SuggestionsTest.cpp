//===- SuggestionsTest.cpp - What is offered in place of a mistake --------===//
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

namespace {
struct Correction {
  const char *wrong;
  const char *right;
};
} // namespace

/// The only mistake of `text` has this correction, which is right.
static void expectCorrection(const std::string &wrong,
                             const std::string &right) {
  Compiled compiled(wrong);
  std::string shown = compiled.rendered();
  EXPECT_EQ(compiled.diagnostics.errorCount(), 1u) << shown;
  EXPECT_NE(shown.find("help: write: " + right + "\n"), std::string::npos)
      << shown;
  for (const Diagnostic &said : compiled.diagnostics.diagnostics()) {
    Compiled after(corrected(wrong, said));
    EXPECT_FALSE(after.diagnostics.hasErrors()) << after.rendered();
  }
}

TEST(PxSuggestions, OfWholeProgramsAreRight) {
  const Correction corrections[] = {
      // Letters exchanged, missing, added, wrong, in the wrong case.
      {"STE 1 -> x", "SET 1 -> x"},
      {"PRNIT 1", "PRINT 1"},
      {"PRIN 1", "PRINT 1"},
      {"PRINTT 1", "PRINT 1"},
      {"PRONT 1", "PRINT 1"},
      {"ARG n flaot", "ARG n float"},
      {"ARG n FLOAT", "ARG n float"},
      {"SET sqrt(2.0) -> x", "SET SQRT(2.0) -> x"},
      {"SET true -> x", "SET TRUE -> x"},
      {"GPU_ALLOC a f32[4] PINED", "GPU_ALLOC a f32[4] PINNED"},
      {"GPU_ALLOC a f32[4] pinned", "GPU_ALLOC a f32[4] PINNED"},
      {"FOR i FORM 0 TO 3:\nPRINT i\nENDFOR", "FOR i FROM 0 TO 3:"},
      {"GPU_SYNC()", "GPU_SYNC"},
      // Words of other languages.
      {"ARG n double", "ARG n f64"},
      {"ARG n uint", "ARG n u32"},
      {"ARG n int64_t", "ARG n i64"},
      {"ALLOC a f32[4]", "GPU_ALLOC a f32[4]"},
      {"SET 1 xor 2 -> x", "SET 1 ^ 2 -> x"},
      {"SET 1 => x", "SET 1 -> x"},
      {"SET 1 -> x;", "SET 1 -> x"},
      {"SET 1 -> x // one", "SET 1 -> x # one"},
      {"// one", "# one"},
      // Numbers and typographic signs.
      {"SET 1.5f -> x", "SET 1.5 -> x"},
      {"SET 1.f -> x", "SET 1.0 -> x"},
      {"SET .5 -> x", "SET 0.5 -> x"},
      {"SET 7u -> x", "SET 7 -> x"},
      {"SET 0xFFu -> x", "SET 0xFF -> x"},
      {"SET 1_000 -> x", "SET 1000 -> x"},
      {"SET 3 \u2212 1 \u00D7 2 -> x", "SET 3 - 1 * 2 -> x"},
      {"PRINT \u201Cready\u201D", "PRINT \"ready\""},
      {"SET 1\u00A0-> x", "SET 1 -> x"},
      // Assignments.
      {"x = 1", "SET 1 -> x"},
      {"x := 1", "SET 1 -> x"},
      {"SET x <- 1", "SET 1 -> x"},
      {"SET x = 1 + 2", "SET 1 + 2 -> x"},
      {"double x = 1.0", "SET f64(1.0) -> x"},
      {"let x = 1", "SET 1 -> x"},
      {"5 -> x", "SET 5 -> x"},
      {"SET 1 x", "SET 1 -> x"},
  };
  for (const auto &[wrong, right] : corrections)
    expectCorrection(wrong, right);
}

TEST(PxSuggestions, InsideAKernel) {
  const Correction corrections[] = {
      {"a[0] = 1", "SET 1 -> a[0]"},
      {"a[0] += n - 1", "SET a[0] + (n - 1) -> a[0]"},
      {"n <<= 2", "SET n << 2 -> n"},
      {"n--", "SET n - 1 -> n"},
      {"LOAD y = a[0]", "LOAD a[0] -> y"},
      {"STORE a[0] = 1", "STORE 1 -> a[0]"},
      {"STORE 1 = a[0]", "STORE 1 -> a[0]"},
      {"a[0] -> y", "SET a[0] -> y"},
      {"SET threadIdx.y -> t", "SET LOCAL_ID.Y -> t"},
      {"SET THREAD_ID.x -> t", "SET THREAD_ID.X -> t"},
      {"LOCAL v i32[2, 2]\nSET v[0][1] -> y", "SET v[0, 1] -> y"},
      {"BLOCK_REDUCE sum n -> y", "BLOCK_REDUCE SUM n -> y"},
      {"FOR i FROM 0 TO n\nENDFOR", "FOR i FROM 0 TO n:"},
      {"FOR i from 0 TO n:\nENDFOR", "FOR i FROM 0 TO n:"},
      {"FOR i = 0 TO n:\nENDFOR", "FOR i FROM 0 TO n:"},
      {"IF n = 2:\nENDIF", "IF n == 2:"},
      {"IF n > 2 and n < 9:\nENDIF", "IF n > 2 && n < 9:"},
      {"IF n > 2 OR n < 9:\nENDIF", "IF n > 2 || n < 9:"},
      {"IF n > 2 THEN\nENDIF", "IF n > 2 :"},
      {"IF n:\nELSE IF x:\nENDIF", "ELIF x:"},
      {"IF n:\nELSEIF x:\nENDIF", "ELIF x:"},
      {"FOR i FROM 0 TO n:\nEND FOR", "ENDFOR"},
      {"FOR i FROM 0 TO n:\nEND", "ENDFOR"},
      {"FOR i FROM 0 TO n:\nNEXT", "ENDFOR"},
      {"__syncthreads", "SYNC_THREADS"},
      {"__syncthreads()", "SYNC_THREADS"},
      {"SYNC_THREAD( )", "SYNC_THREADS"},
      {"SYNC_THREADS()", "SYNC_THREADS"},
      {"FENCE ( )", "FENCE"},
      {"WARP_REDUCE add n -> y", "WARP_REDUCE SUM n -> y"},
      {"WARP_REDUCE SUMM n -> y", "WARP_REDUCE SUM n -> y"},
      {"WARP_REDUCE min n -> y", "WARP_REDUCE MIN n -> y"},
      {"n + 1 -> y", "SET n + 1 -> y"},
      {"n+1 -> y", "SET n+1 -> y"},
      {"n - 1 -> y", "SET n - 1 -> y"},
      {"a[0] < n -> y", "SET a[0] < n -> y"},
      {"(n + 1) * 2 -> y", "SET (n + 1) * 2 -> y"},
      {"i -> y", "SET i -> y"},
  };
  for (const auto &[wrong, right] : corrections)
    expectCorrection(kernelWith("SET n -> i\n" + std::string(wrong)), right);
}

TEST(PxSuggestions, OfHints) {
  Compiled compiled("GPU_KERNEL k LATENCY_CRITCAL\nGPU_THREAD_CODE:\n"
                    "GPU_END\n");
  std::string shown = compiled.rendered();
  EXPECT_NE(shown.find("help: write: GPU_KERNEL k LATENCY_CRITICAL\n"),
            std::string::npos)
      << shown;
}

TEST(PxSuggestions, OfCasts) {
  const Correction corrections[] = {
      {"SET f32(n) -> i", "SET i32(f32(n)) -> i"},
      {"SET f32(x) -> i", "SET i32(f32(x)) -> i"},
      {"SET CAST(n, f32) -> i", "SET i32(CAST(n, f32)) -> i"},
      {"CAST n f32 -> i", "SET i32(CAST(n, f32)) -> i"},
      {"CAST n + 1, f32 -> i", "SET i32(CAST(n + 1, f32)) -> i"},
      {"BITCAST n f32 -> i", "SET i32(BITCAST(n, f32)) -> i"},
      {"SQRT 2.0 -> i", "SET i32(SQRT(2.0)) -> i"},
      {"neg   x -> i", "SET i32(NEG(x)) -> i"},
      {"MIN x (x + 1.0) -> i", "SET i32(MIN(x, (x + 1.0))) -> i"},
      {"MAX x,x + 1.0 -> i", "SET i32(MAX(x, x + 1.0)) -> i"},
      {"FMA x 2.0 x -> i", "SET i32(FMA(x, 2.0, x)) -> i"},
      {"NEG 1 -> b[0]", "SET u8(NEG(1)) -> b[0]"},
  };
  for (const auto &[wrong, right] : corrections)
    expectCorrection(kernelWith("SET n -> i\n" + std::string(wrong)), right);
}

TEST(PxSuggestions, StandForWhatTheNameIsUsedAs) {
  const std::string declarations = "GPU_CONST TILE = 4\n"
                                   "GPU_CONST TABLE i32[1]:\n1\nENDCONST\n";
  const Correction corrections[] = {
      {"SET TABL[0] -> y", "SET TABLE[0] -> y"},
      {"LOCAL v i32[TIL]", "LOCAL v i32[TILE]"},
      {"SET TIL -> y", "SET TILE -> y"},
      {"SET THREAD_IDX -> y", "SET THREAD_ID -> y"},
      {"ATOMIC_ADD aa[0] 1", "ATOMIC_ADD a[0] 1"},
      {"ATOMIC_ADD bb[0] 1", "ATOMIC_ADD b[0] 1"},
  };
  for (const auto &[wrong, right] : corrections)
    expectCorrection(declarations + kernelWith(wrong), right);
  const char *withoutIdea[] = {
      "SET n < aA -> y",    // a is an array
      "SET tile[0] -> y",   // TILE is a scalar
      "SET TABLES -> y",    // TABLE is an array
      "SET 1 -> TABL[0]",   // which nothing can be written to
      "LOCAL v i32[nn]",    // n is no constant
      "LOCAL v i32[TRUER]", // TRUE is no number
      "ATOMIC_AND ff[0] 1", // f has floats
      "LOCAL vv i32[2]\nATOMIC_ADD vw[0] 1",
  };
  for (const char *text : withoutIdea) {
    std::string shown = Compiled(declarations + kernelWith(text)).rendered();
    EXPECT_EQ(shown.find("help:"), std::string::npos) << shown;
    EXPECT_NE(shown.find("[px-060]"), std::string::npos) << shown;
  }
}

TEST(PxSuggestions, OfTheHostProgramStandForWhatTheNameIsUsedAs) {
  const std::string kernel = "GPU_KERNEL k\nGPU_PARAM p i32[]\n"
                             "GPU_PARAM n i32\nGPU_THREAD_CODE:\nGPU_END\n";
  const std::string launch = "GPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS ";
  const std::string alloc = "GPU_ALLOC trees i32[4]\nSET 1 -> one\n";
  expectCorrection(kernel + alloc + launch + "tree, 1", launch + "trees, 1");
  expectCorrection(kernel + alloc + launch + "trees, ones",
                   launch + "trees, one");
  expectCorrection(alloc + "GPU_FREE tree", "GPU_FREE trees");
  expectCorrection(alloc + "PRINT TRU", "PRINT TRUE");
  const std::string withoutIdea[] = {
      kernel + launch + "tree, 1", // TRUE is no array
      kernel + "GPU_ALLOC tre f32[4]\n" + launch + "tree, 1",
      alloc + "GPU_FREE trees\nGPU_FREE tree",
      "GPU_ALLOC far i32[4] DEVICE\nPRINT fat[0]",
      "PRINT THREAD_IDX",
      "GPU_KERNEL k\nGPU_PARAM c i32[n * 2 + C]\nGPU_PARAM n i32\n"
      "GPU_THREAD_CODE:\nGPU_END",
      "GPU_KERNEL k\nGPU_PARAM c i32[xx]\nGPU_PARAM x f32\n"
      "GPU_THREAD_CODE:\nGPU_END",
  };
  for (const std::string &text : withoutIdea) {
    std::string shown = Compiled(text).rendered();
    EXPECT_EQ(shown.find("help:"), std::string::npos) << shown;
    EXPECT_NE(shown.find("[px-060]"), std::string::npos) << shown;
  }
}

TEST(PxSuggestions, OfABlankBeforeParenthesesAreForFunctionsOnly) {
  std::string shown =
      Compiled(kernelWith("SET 1 -> count\nSET count (n & 1) -> y")).rendered();
  EXPECT_NE(shown.find("expected an operator, found '(' [px-023]"),
            std::string::npos)
      << shown;
  EXPECT_EQ(shown.find("help:"), std::string::npos) << shown;
  expectCorrection("SET count (1) -> y\n"
                   "FUNC count(n i32) -> i32\nRETURN n\nENDFUNC",
                   "SET count(1) -> y");
  expectCorrection("SET u8 (1) -> y", "SET u8(1) -> y");
}

TEST(PxSuggestions, KeepToThePoint) {
  const char *withoutIdea[] = {
      "SET y -> x",               // the kernel's n and x are no nearer
      "QWERTYUIOP 1",             // nothing is near
      "SET undefined -> missing", // what is not defined is no idea
      "( SET 1 -> y )",           // a SET inside parentheses
      "n -1 -> y",                // IF takes no arrow
  };
  for (const char *text : withoutIdea) {
    std::string shown = Compiled(kernelWith(text)).rendered();
    EXPECT_EQ(shown.find("help:"), std::string::npos) << shown;
  }
  std::string shown = Compiled("PRINT total\nPRINT totla").rendered();
  EXPECT_EQ(shown.find("help:"), std::string::npos) << shown;
}

TEST(PxSuggestions, TellTheFormOfAStatement) {
  std::string text = Compiled("GPU_ALLOC f32[4] a").rendered();
  EXPECT_NE(text.find("help: the form is: GPU_ALLOC name type[size]"),
            std::string::npos)
      << text;
  text = Compiled("MIN 1 -> x").rendered();
  EXPECT_NE(text.find("help: the form is: MIN a b -> name\n"),
            std::string::npos)
      << text;
}

TEST(PxSuggestions, DefinesNameTheConstantThatIsNear) {
  std::string constant = "GPU_CONST BLOCK = 4\n";
  std::string text = Compiled(constant, {{{"BLCK", "8"}}}).rendered();
  EXPECT_NE(text.find("help: write: -D BLOCK=8\n"), std::string::npos) << text;

  std::string kernel = "GPU_KERNEL k\nGPU_PARAM BLOCK i32\n"
                       "GPU_THREAD_CODE:\nGPU_END\n";
  text = Compiled(kernel, {{{"BLCK", "8"}}}).rendered();
  EXPECT_NE(text.find("help: 'BLOCK' is a parameter"), std::string::npos)
      << text;
}

TEST(PxSuggestions, OfMoreErrorsThanAnybodyReadsTakeNoTime) {
  std::string text;
  for (int i = 0; i < 50000; ++i)
    text += "PRINT name" + std::to_string(i) + "\n";
  Compiled compiled(text);
  EXPECT_EQ(compiled.diagnostics.errorCount(), 50000u);
  std::string shown = compiled.rendered();
  EXPECT_NE(shown.find("note: 49900 more errors are not shown\n"),
            std::string::npos);
}
