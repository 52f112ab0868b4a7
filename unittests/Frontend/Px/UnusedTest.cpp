//===- UnusedTest.cpp - Names that nothing needs --------------------------===//
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

/// The names that a text has too much, in its order.
static std::string unusedIn(const std::string &text) {
  WarningSettings warnings;
  EXPECT_TRUE(warnings.apply("unused"));
  Compiled compiled(text, {}, warnings);
  std::string names;
  for (const Diagnostic *said : compiled.diagnostics.inSourceOrder()) {
    EXPECT_EQ(said->severity, Severity::Warning) << compiled.rendered();
    names += compiled.sources.text(said->range).str() + " ";
  }
  return names;
}

TEST(PxUnused, WhatIsWrittenOnlyIsUnused) {
  EXPECT_EQ(unusedIn("SET 1 -> x\nSET 2 -> y\nPRINT y\nSET 3 -> x\n"), "x ");
  EXPECT_EQ(unusedIn("GPU_ALLOC a i32[4]\nSET 1 -> a[0]\nGPU_FREE a\n"), "a ");
  EXPECT_EQ(unusedIn("GPU_ALLOC a i32[4]\nGPU_ALLOC b i32[4]\n"
                     "GPU_COPY a -> b\nGPU_LOAD \"x.npy\" -> b\n"),
            "b ");
}

TEST(PxUnused, WhatIsReadSomewhereIsUsed) {
  EXPECT_EQ(unusedIn("SET 0 -> x\nFOR i FROM 0 TO 3:\nSET x + 1 -> x\nENDFOR\n"
                     "GPU_ALLOC a i32[4]\nGPU_STORE a -> \"x.npy\"\n"),
            "");
  EXPECT_EQ(unusedIn(kernelWith("SET s[n] + f[0] + b[0] + x -> f[1]\n"
                                "SET 1 -> a[0]")),
            "");
}

TEST(PxUnused, AnElementReadInAnIndexIsUsed) {
  EXPECT_EQ(unusedIn("GPU_ALLOC a i32[4]\nSET 1 -> a[a[0]]\n"), "");
}

TEST(PxUnused, ParametersInSizesAreUsed) {
  EXPECT_EQ(unusedIn("GPU_KERNEL k\nGPU_PARAM a i32[n, m]\nGPU_PARAM n i32\n"
                     "GPU_PARAM m i32\nGPU_PARAM o i32\nGPU_THREAD_CODE:\n"
                     "SET 1 -> a[0]\nGPU_END\n"),
            "o ");
  EXPECT_EQ(unusedIn("FUNC f(v i32[n], n i32) -> i32\nRETURN v[0]\nENDFUNC\n"
                     "GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\n"
                     "SET f(a, 4) -> a[0]\nGPU_END\n"),
            "");
}

TEST(PxUnused, ArraysGivenToFunctionsAndKernelsAreUsed) {
  EXPECT_EQ(unusedIn("FUNC f(v i32[])\nSET 1 -> v[0]\nENDFUNC\n"
                     "GPU_KERNEL k\nGPU_PARAM a i32[]\nGPU_THREAD_CODE:\n"
                     "LOCAL w i32[2]\nCALL f(w)\nCALL f(a)\nGPU_END\n"
                     "GPU_ALLOC a i32[4]\nGPU_LAUNCH k 1 1\n"
                     "GPU_ALLOC b i32[4]\n"
                     "GPU_LAUNCH k BLOCKS 1 THREADS 1 ARGS b\n"),
            "");
}

TEST(PxUnused, CountersMayBeUnused) {
  EXPECT_EQ(unusedIn("FOR i FROM 0 TO 3:\nPRINT 1\nENDFOR\n"), "");
}

TEST(PxUnused, NamesThatBeginWithALineMayBeUnused) {
  EXPECT_EQ(unusedIn("GPU_CONST _C = 1\nSET 1 -> _x\nGPU_ALLOC _a i32[1]\n"
                     "FUNC _f(_y i32) -> i32\nRETURN 1\nENDFUNC\n"),
            "");
}

TEST(PxUnused, AFileWithoutHostProgramIsForOthers) {
  std::string library = "GPU_CONST C = 1\nGPU_CONST T i32[1]:\n1\nENDCONST\n"
                        "FUNC f() -> i32\nRETURN 1\nENDFUNC\n"
                        "GPU_KERNEL k\nGPU_THREAD_CODE:\nGPU_END\n";
  EXPECT_EQ(unusedIn(library), "");
  EXPECT_EQ(unusedIn(library + "PRINT 1\n"), "C T f ");
}

TEST(PxUnused, FilesThatAreIncludedMayHaveMore) {
  EXPECT_EQ(unusedIn("INCLUDE \"constant.px\"\nPRINT 1\n"), "");
}

TEST(PxUnused, NothingIsSaidBesideErrors) {
  EXPECT_EQ(Compiled("SET 1 -> x\nPRINT y\n", {},
                     [] {
                       WarningSettings all;
                       all.apply("unused");
                       return all;
                     }())
                .diagnostics.diagnostics()
                .size(),
            1u);
}
