//===- SystemTest.cpp - A system that refuses -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>

using namespace aikernel::runtime;

namespace {

void *refuseMap(void *, size_t, int, int, int, off_t) {
  errno = ENOMEM;
  return MAP_FAILED;
}

int refuseMemoryFile(const char *, unsigned) {
  errno = EACCES;
  return -1;
}

class SystemTest : public RuntimeTest {
protected:
  RestoreSystem restore;
};

} // namespace

TEST_F(SystemTest, NoMemoryIsAStatus) {
  sys::calls.mmap = refuseMap;
  void *memory = this;
  EXPECT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_DEFAULT, &memory),
            AIK_OUT_OF_MEMORY);
  EXPECT_EQ(memory, nullptr);
  EXPECT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_HUGE, &memory),
            AIK_OUT_OF_MEMORY);
}

TEST_F(SystemTest, PinnedMemoryIsLockedInWholePages) {
  static size_t locked;
  sys::calls.mlock2 = [](const void *, size_t bytes, unsigned) {
    locked = bytes;
    return 0;
  };
  void *pinned, *ordinary;
  ASSERT_EQ(aikMemoryAlloc(context, 5000, AIK_MEMORY_PINNED, &pinned), AIK_OK);
  ASSERT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_SHARED, &ordinary), AIK_OK);
  EXPECT_EQ(locked, 8192u);
  EXPECT_EQ(aikMemoryIsPinned(context, pinned), 1u);
  EXPECT_EQ(aikMemoryIsPinned(context, ordinary), 0u);
  EXPECT_EQ(aikMemoryIsPinned(context, this), 0u);
}

TEST_F(SystemTest, PinnedMemoryBeyondTheLimitIsOrdinary) {
  sys::calls.mlock2 = [](const void *, size_t, unsigned) {
    errno = ENOMEM;
    return -1;
  };
  void *memory;
  ASSERT_EQ(aikMemoryAlloc(context, 64, AIK_MEMORY_PINNED, &memory), AIK_OK);
  static_cast<char *>(memory)[63] = 1;
  EXPECT_EQ(aikMemoryIsPinned(context, memory), 0u);
}

TEST_F(SystemTest, NoScratchMemoryIsAStatus) {
  sys::calls.mmap = refuseMap;
  std::vector<uint32_t> out(1);
  EXPECT_EQ(launch(ScratchUser, grid(1), {arrayOf(out)}), AIK_OUT_OF_MEMORY);
  EXPECT_EQ(out[0], 0u);
}

TEST_F(SystemTest, LaunchesMapNothingAfterTheFirst) {
  std::vector<uint32_t> out(1);
  ASSERT_EQ(launch(ScratchUser, grid(1), {arrayOf(out)}), AIK_OK);
  sys::calls.mmap = refuseMap;
  EXPECT_EQ(launch(ScratchUser, grid(1), {arrayOf(out)}), AIK_OK);
}

TEST_F(SystemTest, PrivateFileReplacesTheMemoryFile) {
  sys::calls.memfdCreate = refuseMemoryFile;
  AikArtifact *other;
  ASSERT_EQ(aikArtifactLoadFile(context, AIK_FIXTURE, &other), AIK_OK)
      << error();
  EXPECT_STREQ(aikArtifactSelectedCode(other), "avx2");
}

TEST_F(SystemTest, OlderKernelsGetNoExecutableFlag) {
  static auto create = sys::calls.memfdCreate;
  sys::calls.memfdCreate = [](const char *name, unsigned flags) {
    if (flags & ~unsigned(MFD_CLOEXEC)) {
      errno = EINVAL;
      return -1;
    }
    return create(name, flags);
  };
  sys::calls.open = [](const char *path, int flags, mode_t mode) {
    return flags & O_WRONLY || flags & O_RDWR ? -1 : ::open(path, flags, mode);
  };
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, AIK_FIXTURE, &other), AIK_OK)
      << error();
}

TEST_F(SystemTest, LoaderErrorIsPassedOn) {
  sys::calls.dlopen = [](const char *, int) -> void * { return nullptr; };
  sys::calls.dlerror = []() -> const char * { return "no room in the house"; };
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, AIK_FIXTURE, &other),
            AIK_SYSTEM_ERROR);
  EXPECT_EQ(error(), std::string(AIK_FIXTURE) +
                         ": cannot load the host code: no room in the house");
}

TEST_F(SystemTest, InterruptedReadsAndWritesAreContinued) {
  static bool interrupt;
  interrupt = false;
  static auto read = sys::calls.pread;
  static auto write = sys::calls.write;
  sys::calls.pread = [](int file, void *to, size_t bytes, off_t at) -> ssize_t {
    if ((interrupt = !interrupt)) {
      errno = EINTR;
      return -1;
    }
    return read(file, to, bytes > 100 ? 100 : bytes, at);
  };
  sys::calls.write = [](int file, const void *from, size_t bytes) -> ssize_t {
    if ((interrupt = !interrupt)) {
      errno = EINTR;
      return -1;
    }
    return write(file, from, bytes > 100 ? 100 : bytes);
  };
  AikArtifact *other;
  EXPECT_EQ(aikArtifactLoadFile(context, AIK_FIXTURE, &other), AIK_OK)
      << error();
}
