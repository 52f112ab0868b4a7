//===- HostProgramTest.cpp - Running host programs ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"

class HostProgramTest : public RuntimeTest {
protected:
  int32_t run(int32_t n, bool fails, std::vector<float> &x) {
    aikContextSetPrint(
        context,
        [](void *user, const char *text, uint64_t bytes) {
          static_cast<std::string *>(user)->append(text, bytes);
        },
        &printed);
    AikArg args[] = {scalar(uint64_t(n)), scalar(uint64_t(fails)), arrayOf(x)};
    return aikRunHostProgram(context, artifact, args, 3);
  }
  void TearDown() override {
    aikContextSetPrint(context, nullptr, nullptr);
    RuntimeTest::TearDown();
  }
  std::string printed;
};

TEST_F(HostProgramTest, InputsAreListed) {
  ASSERT_TRUE(aikArtifactHasHostProgram(artifact));
  ASSERT_EQ(aikArtifactInputCount(artifact), 3u);
  AikParameterInfo n, x;
  ASSERT_EQ(aikArtifactInput(context, artifact, 0, &n), AIK_OK);
  EXPECT_STREQ(n.name, "n");
  EXPECT_STREQ(n.help, "number of elements");
  EXPECT_EQ(n.defaultBits, 100u);
  ASSERT_EQ(aikArtifactInput(context, artifact, 2, &x), AIK_OK);
  EXPECT_TRUE(x.isArray);
  EXPECT_FALSE(x.hasDefault);
  EXPECT_EQ(x.lengthOffset, 16u);
}

TEST_F(HostProgramTest, RunsLaunchesAndPrints) {
  std::vector<float> x(100, 0.25f);
  ASSERT_EQ(run(100, false, x), AIK_OK) << error();
  EXPECT_EQ(x, std::vector<float>(100, 0.5f));
  EXPECT_EQ(printed, "n = 100, last = 0.5\n");
}

TEST_F(HostProgramTest, WholeFloatsPrintWithAPoint) {
  std::vector<float> x(1, 1.5f);
  ASSERT_EQ(run(1, false, x), AIK_OK);
  EXPECT_EQ(printed, "n = 1, last = 3.0\n");
}

TEST_F(HostProgramTest, FailedAssertionIsReportedWithItsPlace) {
  std::vector<float> x(4);
  EXPECT_EQ(run(4, true, x), AIK_ASSERTION_FAILED);
  EXPECT_EQ(error(), "fixture.px:7:3: assertion failed: fails == 0");
}

TEST_F(HostProgramTest, MemoryOfAStoppedProgramIsFreed) {
  using namespace aikernel::runtime;
  RestoreSystem restore;
  static int mapped;
  mapped = 0;
  static auto mmap = sys::calls.mmap;
  static auto munmap = sys::calls.munmap;
  sys::calls.mmap = [](void *a, size_t b, int p, int f, int d, off_t o) {
    ++mapped;
    return mmap(a, b, p, f, d, o);
  };
  sys::calls.munmap = [](void *a, size_t b) {
    --mapped;
    return munmap(a, b);
  };
  std::vector<float> x(4);
  EXPECT_EQ(run(4, true, x), AIK_ASSERTION_FAILED);
  EXPECT_EQ(mapped, 0);
}

TEST_F(HostProgramTest, ErrorOfALaunchStopsTheProgram) {
  std::vector<float> x(1);
  EXPECT_EQ(run(0, false, x), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(
      error(),
      "kernel 'scale': the grid is 0 in x; an axis that is not used is 1");
  EXPECT_EQ(printed, "");
}

TEST_F(HostProgramTest, WrongNumberOfInputsIsRefused) {
  EXPECT_EQ(aikRunHostProgram(context, artifact, nullptr, 0),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "the host program takes 3 inputs, not 0");
}
