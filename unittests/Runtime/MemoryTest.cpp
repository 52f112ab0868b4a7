//===- MemoryTest.cpp - Pinned and huge memory ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixture.h"
#include "runtime/memory/HugePages.h"
#include <cerrno>
#include <cstring>
#include <sys/mman.h>

using namespace aikernel::runtime;

namespace {

constexpr uint64_t megabyte = uint64_t(1) << 20;

class MemoryTest : public RuntimeTest {
protected:
  void *allocate(uint64_t bytes, AikMemoryKind kind) {
    void *memory = nullptr;
    EXPECT_EQ(aikMemoryAlloc(context, bytes, kind, &memory), AIK_OK) << error();
    return memory;
  }
  AikMemoryReport report() {
    AikMemoryReport report;
    EXPECT_EQ(aikMemoryReport(context, &report), AIK_OK);
    return report;
  }

  RestoreSystem restore;
};

} // namespace

TEST_F(MemoryTest, WhatIsLockedIsReported) {
  static bool isRefused;
  isRefused = false;
  sys::calls.mlock2 = [](const void *, size_t, unsigned) {
    errno = ENOMEM;
    return isRefused ? -1 : 0;
  };
  allocate(5000, AIK_MEMORY_PINNED);
  isRefused = true;
  allocate(7000, AIK_MEMORY_PINNED);
  allocate(9000, AIK_MEMORY_DEFAULT);
  EXPECT_EQ(report().pinnedBytes, 12000u);
  EXPECT_EQ(report().lockedBytes, 5000u);
  EXPECT_EQ(report().hugeBytes, 0u);
}

TEST_F(MemoryTest, FreedMemoryIsReportedOnceItIsWatched) {
  aikMemoryFree(context, allocate(5000, AIK_MEMORY_PINNED));
  EXPECT_EQ(report().pinnedBytes, 0u);
  aikContextWatchMemory(context);
  aikMemoryFree(context, allocate(7000, AIK_MEMORY_PINNED));
  aikMemoryFree(context, allocate(megabyte, AIK_MEMORY_HUGE));
  EXPECT_EQ(report().pinnedBytes, 7000u);
  EXPECT_EQ(report().hugeBytes, megabyte);
}

TEST_F(MemoryTest, HugeMemoryIsAlignedAndUsable) {
  void *memory = allocate(5 * megabyte, AIK_MEMORY_HUGE);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % (2 * megabyte), 0u);
  memset(memory, 1, 5 * megabyte);
  AikMemoryReport now = report();
  EXPECT_EQ(now.hugeBytes, 5 * megabyte);
  EXPECT_LE(now.hugePageBytes, 5 * megabyte);
}

TEST_F(MemoryTest, HugeMemoryComesFromThePagesSetAside) {
  static int asked;
  asked = 0;
  static auto mmap = sys::calls.mmap;
  sys::calls.mmap = [](void *at, size_t bytes, int protection, int flags,
                       int file, off_t offset) {
    if (flags & MAP_HUGETLB) {
      EXPECT_EQ(bytes, 6 * megabyte);
      EXPECT_FALSE(flags & MAP_NORESERVE);
      ++asked;
      flags &= ~(MAP_HUGETLB | 63 << MAP_HUGE_SHIFT);
    }
    return mmap(at, bytes, protection, flags, file, offset);
  };
  aikMemoryFree(context, allocate(5 * megabyte, AIK_MEMORY_HUGE));
  EXPECT_EQ(asked, 1);
  aikMemoryFree(context, allocate(5 * megabyte, AIK_MEMORY_DEFAULT));
  EXPECT_EQ(asked, 1);
}

TEST_F(MemoryTest, TooMuchHugeMemoryIsAStatus) {
  void *memory;
  EXPECT_EQ(aikMemoryAlloc(context, UINT64_MAX - 5, AIK_MEMORY_HUGE, &memory),
            AIK_OUT_OF_MEMORY);
}

TEST(HugePagesTest, AreasAreCountedInProportion) {
  constexpr char smaps[] = "1000-3000 rw-p 00000000 00:00 0 \n"
                           "Size:                  8 kB\n"
                           "AnonHugePages:         4 kB\n"
                           "Private_Hugetlb:       0 kB\n"
                           "VmFlags: rd wr\n"
                           "3000-4000 rw-p 00000000 00:00 0    [heap]\n"
                           "AnonHugePages:         0 kB\n"
                           "Private_Hugetlb:       4 kB\n";
  EXPECT_EQ(hugePageBytes(smaps, 0x1000, 0x3000), 4096u);
  EXPECT_EQ(hugePageBytes(smaps, 0x2000, 0x3000), 2048u);
  EXPECT_EQ(hugePageBytes(smaps, 0x2000, 0x4000), 6144u);
  EXPECT_EQ(hugePageBytes(smaps, 0, 0x10000), 8192u);
  EXPECT_EQ(hugePageBytes(smaps, 0x4000, 0x5000), 0u);
  EXPECT_EQ(hugePageBytes("", 0, 0x5000), 0u);
}
