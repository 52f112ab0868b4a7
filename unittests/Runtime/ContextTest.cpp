//===- ContextTest.cpp - Contexts and memory ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <cstring>

TEST(ContextTest, DefaultThreadsAreTheCoresOfTheAffinityMask) {
  cpu_set_t set;
  ASSERT_EQ(sched_getaffinity(0, sizeof(set), &set), 0);
  AikContext *context;
  ASSERT_EQ(aikContextCreate(nullptr, &context), AIK_OK);
  EXPECT_EQ(aikContextThreads(context), uint32_t(CPU_COUNT(&set)));
  aikContextDestroy(context);
}

TEST(ContextTest, UnknownDeviceIsNamedInTheMessage) {
  AikContextOptions options{};
  options.size = sizeof(options);
  options.device = "cuda:0";
  AikContext *context;
  EXPECT_EQ(aikContextCreate(&options, &context), AIK_NOT_FOUND);
  EXPECT_NE(strstr(aikGetLastError(nullptr), "there is: 0 'cpu'"), nullptr);
  EXPECT_EQ(context, nullptr);
}

TEST(ContextTest, TooManyThreadsAreRefused) {
  AikContextOptions options{};
  options.size = sizeof(options);
  options.threads = 1025;
  AikContext *context;
  EXPECT_EQ(aikContextCreate(&options, &context), AIK_INVALID_ARGUMENT);
}

TEST(ContextTest, HostApiIsRefusedForAnotherAbiVersion) {
  EXPECT_NE(aikGetHostApi(AIK_ABI_VERSION), nullptr);
  EXPECT_EQ(aikGetHostApi(AIK_ABI_VERSION + 1), nullptr);
}

TEST(ContextTest, TypesOutOfRangeHaveNoName) {
  EXPECT_STREQ(aikTypeName(AIK_TYPE_BF16), "bf16");
  EXPECT_EQ(aikTypeName(0), nullptr);
  EXPECT_EQ(aikTypeName(17), nullptr);
  EXPECT_EQ(aikTypeSize(AIK_TYPE_F64), 8u);
  EXPECT_EQ(aikTypeSize(17), 0u);
}

TEST_F(RuntimeTest, MemoryIsZeroedAndAligned) {
  for (uint64_t bytes : {0ull, 1ull, 4097ull, 5ull << 20}) {
    void *memory;
    ASSERT_EQ(aikMemoryAlloc(context, bytes, AIK_MEMORY_DEFAULT, &memory),
              AIK_OK);
    EXPECT_EQ(uintptr_t(memory) % 64, 0u);
    for (uint64_t i = 0; i < bytes; i += 1024)
      ASSERT_EQ(static_cast<char *>(memory)[i], 0);
    EXPECT_EQ(aikMemoryFree(context, memory), AIK_OK);
  }
}

TEST_F(RuntimeTest, HugeMemoryIsAlignedToHugePages) {
  void *memory;
  ASSERT_EQ(aikMemoryAlloc(context, 3 << 20, AIK_MEMORY_HUGE, &memory), AIK_OK);
  EXPECT_EQ(uintptr_t(memory) % (2 << 20), 0u);
  static_cast<char *>(memory)[(3 << 20) - 1] = 1;
  EXPECT_EQ(aikMemoryFree(context, memory), AIK_OK);
}

TEST_F(RuntimeTest, TheCpuHasEveryKindOfMemory) {
  void *memory;
  for (uint32_t kind = AIK_MEMORY_DEFAULT; kind <= AIK_MEMORY_SHARED; ++kind) {
    ASSERT_EQ(aikMemoryAlloc(context, 8192, kind, &memory), AIK_OK) << kind;
    static_cast<char *>(memory)[8191] = 1;
    EXPECT_EQ(aikMemoryFree(context, memory), AIK_OK);
  }
  EXPECT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_SHARED + 1, &memory),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "5 is no kind of memory");
}

TEST_F(RuntimeTest, ImpossibleAmountOfMemoryIsReported) {
  void *memory;
  EXPECT_EQ(aikMemoryAlloc(context, UINT64_MAX, AIK_MEMORY_DEFAULT, &memory),
            AIK_OUT_OF_MEMORY);
  EXPECT_EQ(memory, nullptr);
}

TEST_F(RuntimeTest, FreeingTwiceIsAnError) {
  void *memory;
  ASSERT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_DEFAULT, &memory), AIK_OK);
  EXPECT_EQ(aikMemoryFree(context, memory), AIK_OK);
  EXPECT_EQ(aikMemoryFree(context, memory), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(aikMemoryFree(context, nullptr), AIK_OK);
}

TEST_F(RuntimeTest, NullPointersAreNamedByTheLastError) {
  AikArtifact *loaded;
  uint32_t kernel;
  AikKernelInfo kernelInfo;
  AikParameterInfo info;
  AikDims dims = grid(1);
  auto expect = [&](int32_t status, const std::string &message) {
    EXPECT_EQ(status, AIK_INVALID_ARGUMENT) << message;
    EXPECT_EQ(error(), message);
  };
  expect(aikArtifactLoadFile(context, nullptr, &loaded),
         "aikArtifactLoadFile: 'path' is null");
  expect(aikArtifactLoadFile(context, "k.so", nullptr),
         "aikArtifactLoadFile: 'artifact' is null");
  expect(aikArtifactLoadMemory(context, nullptr, 1, &loaded),
         "aikArtifactLoadMemory: 'bytes' is null");
  expect(aikArtifactSelectCode(context, nullptr, "auto"),
         "aikArtifactSelectCode: 'artifact' is null");
  expect(aikArtifactSelectCode(context, artifact, nullptr),
         "aikArtifactSelectCode: 'version' is null");
  expect(aikArtifactFindKernel(context, artifact, nullptr, &kernel),
         "aikArtifactFindKernel: 'name' is null");
  expect(aikArtifactFindKernel(context, artifact, "scale", nullptr),
         "aikArtifactFindKernel: 'kernel' is null");
  expect(aikArtifactKernel(context, nullptr, 0, &kernelInfo),
         "aikArtifactKernel: 'artifact' is null");
  expect(aikArtifactParameter(context, artifact, 0, 0, nullptr),
         "aikArtifactParameter: 'info' is null");
  expect(aikArtifactInput(context, nullptr, 0, &info),
         "aikArtifactInput: 'artifact' is null");
  expect(aikMemoryAlloc(context, 1, AIK_MEMORY_DEFAULT, nullptr),
         "aikMemoryAlloc: 'memory' is null");
  expect(aikLaunch(context, artifact, Scale, &dims, nullptr, 1),
         "aikLaunch: 'args' is null");
  expect(aikLaunch(context, artifact, Scale, nullptr, nullptr, 0),
         "aikLaunch: 'dims' is null");
  expect(aikLaunchPacked(context, nullptr, Scale, &dims, nullptr, 0),
         "aikLaunchPacked: 'artifact' is null");
  expect(aikRunHostProgram(context, nullptr, nullptr, 0),
         "aikRunHostProgram: 'artifact' is null");
  expect(aikGetHostApi(AIK_ABI_VERSION)
             ->launchImage(context, nullptr, 0, &dims, nullptr),
         "launchImage: 'image' is null");
}

TEST(ContextTest, CallsWithoutAContextLeaveTheirMessageToTheThread) {
  auto error = [] { return std::string(aikGetLastError(nullptr)); };
  void *memory;
  EXPECT_EQ(aikMemoryAlloc(nullptr, 1, AIK_MEMORY_DEFAULT, &memory),
            AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "aikMemoryAlloc: the context is null");
  EXPECT_EQ(aikWait(nullptr), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "aikWait: the context is null");
  EXPECT_EQ(aikMemoryFree(nullptr, nullptr), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "aikMemoryFree: the context is null");
}
