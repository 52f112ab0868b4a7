//===- LaunchTest.cpp - Launching kernels ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <cstring>
#include <dlfcn.h>
#include <numeric>
#include <xmmintrin.h>

TEST_F(RuntimeTest, LaunchReachesEveryElement) {
  std::vector<float> a(100000, 1.5f);
  ASSERT_EQ(launch(Scale, grid(391, 256),
                   {arrayOf(a), scalar(2.0f), scalar(uint64_t(99999))}),
            AIK_OK)
      << error();
  for (size_t i = 0; i != 99999; ++i)
    ASSERT_EQ(a[i], 3.0f) << i;
  EXPECT_EQ(a[99999], 1.5f);
}

TEST_F(RuntimeTest, PackedLaunchDoesTheSame) {
  struct {
    float *a;
    float factor;
    int32_t n;
  } args;
  std::vector<float> a(64, 1.0f);
  args = {a.data(), 4.0f, 64};
  AikDims dims = grid(1, 64);
  ASSERT_EQ(
      aikLaunchPacked(context, artifact, Scale, &dims, &args, sizeof(args)),
      AIK_OK);
  EXPECT_EQ(a, std::vector<float>(64, 4.0f));
  EXPECT_EQ(aikLaunchPacked(context, artifact, Scale, &dims, &args, 12),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "a parameter block of 12 bytes; the kernel takes 16");
}

TEST_F(RuntimeTest, EveryBlockRunsOnceWithItsScratch) {
  for (uint32_t blocks : {1u, 2u, 31u, 32u, 33u, 1000u}) {
    std::vector<uint32_t> counts(blocks);
    AikDims dims = {{blocks, 1, 1}, {33, 7, 2}, 1000, 0};
    ASSERT_EQ(launch(ScratchUser, dims, {arrayOf(counts)}), AIK_OK);
    EXPECT_EQ(counts, std::vector<uint32_t>(blocks, 1));
  }
}

TEST_F(RuntimeTest, ManySmallLaunchesAllComplete) {
  std::vector<uint32_t> counts(3);
  for (int i = 0; i != 20000; ++i)
    ASSERT_EQ(launch(ScratchUser, grid(3), {arrayOf(counts)}), AIK_OK);
  EXPECT_EQ(counts, std::vector<uint32_t>(3, 20000));
}

TEST_F(RuntimeTest, WrongNumberOfArgumentsIsRefused) {
  std::vector<float> a(1);
  EXPECT_EQ(launch(Scale, grid(1), {arrayOf(a)}), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "kernel 'scale' takes 3 arguments, not 1");
}

TEST_F(RuntimeTest, NullArrayIsRefusedByName) {
  EXPECT_EQ(launch(Scale, grid(1),
                   {scalar(uint64_t(0)), scalar(1.0f), scalar(uint64_t(1))}),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "kernel 'scale': array 'a' is a null pointer");
}

TEST_F(RuntimeTest, MisalignedArrayIsRefused) {
  std::vector<float> a(2);
  AikArg odd{reinterpret_cast<char *>(a.data()) + 2, 1, 0};
  EXPECT_EQ(launch(Scale, grid(1), {odd, scalar(1.0f), scalar(uint64_t(1))}),
            AIK_INVALID_ARGUMENT);
  EXPECT_NE(error().find("is not aligned to its elements of 4 bytes"),
            std::string::npos);
}

TEST_F(RuntimeTest, ImpossibleShapesAreRefused) {
  std::vector<uint32_t> out(1);
  auto errorOf = [&](AikDims dims) {
    EXPECT_EQ(launch(Which, dims, {arrayOf(out)}), AIK_INVALID_ARGUMENT);
    return error();
  };
  EXPECT_EQ(
      errorOf({{1, 0, 1}, {1, 1, 1}, 0, 0}),
      "kernel 'which': the grid is 0 in y; an axis that is not used is 1");
  EXPECT_EQ(
      errorOf({{1, 1, 1}, {1, 1, 0}, 0, 0}),
      "kernel 'which': the block is 0 in z; an axis that is not used is 1");
  EXPECT_EQ(errorOf({{1, 1, 1}, {32, 33, 1}, 0, 0}),
            "kernel 'which': a block of 32 x 33 x 1 threads; at most 1024 are "
            "possible");
  EXPECT_EQ(errorOf({{1, 1, 1}, {65536, 65536, 65536}, 0, 0}),
            "kernel 'which': a block of 65536 x 65536 x 65536 threads; at most "
            "1024 are possible");
  EXPECT_EQ(errorOf({{0x80000000, 1, 1}, {1, 1, 1}, 0, 0}),
            "kernel 'which': 2147483648 blocks of 1 threads in x are more than "
            "2147483647 threads");
  EXPECT_EQ(errorOf({{0x7fffffff, 0x7fffffff, 0x7fffffff}, {1, 1, 1}, 0, 0}),
            "kernel 'which': a grid of 2147483647 x 2147483647 x 2147483647 "
            "blocks is too large");
  EXPECT_EQ(errorOf({{1, 1, 1}, {1, 1, 1}, 262145, 0}),
            "kernel 'which': 262145 bytes of dynamic shared memory; at most "
            "262144 are possible");
}

TEST_F(RuntimeTest, OutOfBoundsAccessNamesItsPlace) {
  std::vector<uint8_t> a(10);
  EXPECT_EQ(launch(Checked, grid(5, 2), {arrayOf(a)}), AIK_KERNEL_FAULT);
  EXPECT_EQ(error(),
            "fixture.px:42: index 10 is outside of array 'a' of length 10 "
            "(kernel 'checked', block (4, 0, 0), thread (1, 0, 0))");
}

TEST_F(RuntimeTest, LaunchAfterAFaultIsClean) {
  std::vector<uint8_t> a(10);
  EXPECT_EQ(launch(Checked, grid(100, 2), {arrayOf(a)}), AIK_KERNEL_FAULT);
  EXPECT_EQ(launch(Checked, grid(4, 2), {arrayOf(a)}), AIK_OK);
}

TEST_F(RuntimeTest, KernelsRunInTheDefaultFloatingPointMode) {
  unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040); // flush to zero, denormals are zero
  std::vector<uint32_t> mode(1);
  int32_t status = launch(Mode, grid(1), {arrayOf(mode)});
  unsigned after = _mm_getcsr();
  _mm_setcsr(before);
  EXPECT_EQ(status, AIK_OK);
  EXPECT_EQ(mode[0] & ~0x3fu, 0x1f80u);
  EXPECT_EQ(after, before | 0x8040);
}

static void collect(void *user, const char *text, uint64_t bytes) {
  static_cast<std::string *>(user)->append(text, bytes);
}

static std::string linesOfBlocks(int count, bool namesPlaces) {
  std::string lines;
  for (int i = 0; i != count; ++i) {
    std::string block = std::to_string(i);
    if (namesPlaces)
      lines += "fixture.px:7: block (" + block + ", 0, 0), thread (4, 1, 0): ";
    lines += "is " + block + ", -1 3.1415927 0.5 true 100%\tend\n";
  }
  return lines;
}

static constexpr uint64_t noBlock = UINT32_MAX;

TEST_F(RuntimeTest, KernelsPrintInTheOrderOfTheirBlocks) {
  for (bool namesPlaces : {true, false}) {
    std::string printed;
    aikContextSetPrint(context, collect, &printed);
    aikContextSetPrintPlaces(context, namesPlaces);
    AikDims dims{{500, 1, 1}, {5, 2, 1}, 0, 0};
    ASSERT_EQ(launch(Printer, dims, {scalar(noBlock)}), AIK_OK);
    ASSERT_EQ(aikWait(context), AIK_OK);
    aikContextSetPrint(context, nullptr, nullptr);
    EXPECT_EQ(printed, linesOfBlocks(500, namesPlaces));
  }
}

TEST_F(RuntimeTest, NoBlockIsHeardAfterTheOneWhoseAssertionFails) {
  std::string printed;
  aikContextSetPrint(context, collect, &printed);
  AikDims dims{{500, 1, 1}, {5, 2, 1}, 0, 0};
  EXPECT_EQ(launch(Printer, dims, {scalar(uint64_t(203))}), AIK_KERNEL_FAULT);
  aikContextSetPrint(context, nullptr, nullptr);
  EXPECT_EQ(error(),
            "lib.px:8:3: assertion failed in function 'f' (called at k.px:9:9) "
            "of kernel 'printer', block (203, 0, 0), thread (4, 1, 0): "
            "not \nthis");
  EXPECT_EQ(printed, linesOfBlocks(204, /*namesPlaces=*/true));
}

/// An application that links or loads the artifact itself.
class LinkedArtifactTest : public RuntimeTest {
protected:
  using Stub = int32_t (*)(const AikHostApi *, AikContext *, AikDim3, AikDim3,
                           uint32_t, float *, float, int32_t);
  void SetUp() override {
    RuntimeTest::SetUp();
    library = dlopen(AIK_FIXTURE, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library, nullptr) << dlerror();
    stub = reinterpret_cast<Stub>(dlsym(library, "k_fixture_scale"));
    ASSERT_NE(stub, nullptr);
  }
  void TearDown() override {
    RuntimeTest::TearDown();
    dlclose(library);
  }
  void *library = nullptr;
  Stub stub = nullptr;
};

TEST_F(LinkedArtifactTest, StubLaunchesWithoutLoading) {
  std::vector<float> a(128, 1.0f);
  ASSERT_EQ(stub(aikGetHostApi(AIK_ABI_VERSION), context, {2, 1, 1}, {64, 1, 1},
                 0, a.data(), 3.0f, 128),
            AIK_OK)
      << error();
  EXPECT_EQ(a, std::vector<float>(128, 3.0f));
}

TEST_F(LinkedArtifactTest, StubReportsWhatIsWrong) {
  EXPECT_EQ(stub(aikGetHostApi(AIK_ABI_VERSION), context, {2, 1, 1}, {64, 1, 1},
                 0, nullptr, 3.0f, 128),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "kernel 'scale': array 'a' is a null pointer");
}
