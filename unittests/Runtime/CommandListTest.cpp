//===- CommandListTest.cpp - Recorded commands ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <new>
#include <sys/mman.h>
#include <thread>

using namespace aikernel::runtime;

static std::atomic<size_t> allocations = 0;

void *operator new(size_t bytes) {
  ++allocations;
  return malloc(bytes);
}
void operator delete(void *memory) noexcept { free(memory); }
void operator delete(void *memory, size_t) noexcept { free(memory); }

namespace {

/// Records through the table of functions, as generated code does.
class CommandListTest : public RuntimeTest {
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

  void begin() {
    ASSERT_EQ(api->beginCommands(context, &list, "step"), AIK_OK);
  }
  int32_t scale(float *a, float factor, int32_t n, uint32_t blocks = 2) {
    return stub(api, context, {blocks, 1, 1}, {64, 1, 1}, 0, a, factor, n);
  }
  void end() { ASSERT_EQ(api->endCommands(context), AIK_OK); }
  int32_t submit() { return api->submitCommands(context, list, "step"); }

  const AikHostApi *api = aikGetHostApi(AIK_ABI_VERSION);
  void *library = nullptr;
  Stub stub = nullptr;
  void *list = nullptr;
  std::vector<float> a = std::vector<float>(128, 1.0f), b = a;
};

} // namespace

TEST_F(CommandListTest, CommandsRunWhenSubmittedInTheirOrder) {
  begin();
  uint32_t two = __builtin_bit_cast(uint32_t, 2.0f);
  ASSERT_EQ(api->fill(context, a.data(), 64, 4, two), AIK_OK);
  ASSERT_EQ(scale(a.data(), 3.0f, 128), AIK_OK) << error();
  ASSERT_EQ(api->copy(context, b.data(), a.data(), 512), AIK_OK);
  end();
  EXPECT_EQ(a, std::vector<float>(128, 1.0f));
  EXPECT_EQ(b, std::vector<float>(128, 1.0f));
  for (float last : {3.0f, 9.0f}) {
    ASSERT_EQ(submit(), AIK_OK) << error();
    EXPECT_EQ(b, a);
    EXPECT_EQ(a[63], 6.0f);
    EXPECT_EQ(a[127], last);
  }
}

TEST_F(CommandListTest, RecordingAgainReplacesTheList) {
  begin();
  ASSERT_EQ(scale(a.data(), 3.0f, 128), AIK_OK);
  end();
  void *first = list;
  begin();
  ASSERT_EQ(scale(a.data(), 2.0f, 128), AIK_OK);
  end();
  EXPECT_EQ(list, first);
  ASSERT_EQ(submit(), AIK_OK);
  EXPECT_EQ(a, std::vector<float>(128, 2.0f));
}

TEST_F(CommandListTest, AListThatIsNotThereIsAnError) {
  EXPECT_EQ(submit(), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "command list 'step' has not been recorded");
}

TEST_F(CommandListTest, AListOfFreedMemoryIsAnErrorUntilItIsRecordedAgain) {
  void *memory;
  ASSERT_EQ(api->alloc(context, 512, AIK_MEMORY_DEFAULT, &memory), AIK_OK);
  begin();
  ASSERT_EQ(api->useInCommands(context, memory, "x"), AIK_OK);
  ASSERT_EQ(scale(static_cast<float *>(memory), 3.0f, 128), AIK_OK);
  end();
  ASSERT_EQ(submit(), AIK_OK);
  ASSERT_EQ(api->free(context, memory), AIK_OK);
  EXPECT_EQ(submit(), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(),
            "command list 'step' works on array 'x', which has been freed");
  begin();
  ASSERT_EQ(scale(a.data(), 3.0f, 128), AIK_OK);
  end();
  EXPECT_EQ(submit(), AIK_OK);
}

TEST_F(CommandListTest, ALaunchIsCheckedWhenItIsRecorded) {
  begin();
  EXPECT_EQ(scale(nullptr, 3.0f, 128), AIK_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "kernel 'scale': array 'a' is a null pointer");
  EXPECT_EQ(scale(a.data(), 3.0f, 128, /*blocks=*/0), AIK_INVALID_ARGUMENT);
}

TEST_F(CommandListTest, AnErrorEndsTheRecording) {
  begin();
  api->fail(context, AIK_INVALID_ARGUMENT, "wrong", "k.px", 1, 1);
  ASSERT_EQ(scale(a.data(), 3.0f, 128), AIK_OK);
  EXPECT_EQ(a, std::vector<float>(128, 3.0f));
}

TEST_F(CommandListTest, OtherThreadsDoNotRecord) {
  begin();
  std::thread([&] { EXPECT_EQ(scale(a.data(), 3.0f, 128), AIK_OK); }).join();
  end();
  EXPECT_EQ(a, std::vector<float>(128, 3.0f));
  ASSERT_EQ(submit(), AIK_OK);
  EXPECT_EQ(a, std::vector<float>(128, 3.0f));
}

TEST_F(CommandListTest, SubmittingAllocatesNothing) {
  begin();
  ASSERT_EQ(scale(a.data(), 1.0f, 128), AIK_OK);
  ASSERT_EQ(api->copy(context, b.data(), a.data(), 512), AIK_OK);
  end();
  RestoreSystem restore;
  sys::calls.mmap = [](void *, size_t, int, int, int, off_t) -> void * {
    return MAP_FAILED;
  };
  size_t before = allocations;
  int32_t status = AIK_OK;
  for (int i = 0; i != 100; ++i)
    status |= submit();
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(status, AIK_OK) << error();
}

TEST_F(CommandListTest, TheOnlyDeviceIsTheCPU) {
  EXPECT_EQ(api->selectDevice(context, 0, nullptr), AIK_OK);
  EXPECT_EQ(api->selectDevice(context, 0, "cpu"), AIK_OK);
  EXPECT_EQ(api->selectDevice(context, -1, nullptr), AIK_NOT_FOUND);
  EXPECT_EQ(error(), "no device -1 on this machine; there is: 0 'cpu'");
  EXPECT_EQ(api->selectDevice(context, 0, "cuda:0"), AIK_NOT_FOUND);
  EXPECT_EQ(error(), "no device 'cuda:0' on this machine; there is: 0 'cpu'");
}
