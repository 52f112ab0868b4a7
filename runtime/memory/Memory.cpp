//===- Memory.cpp - The memory that a context owns ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/memory/Memory.h"
#include "runtime/memory/HugePages.h"
#include "runtime/sys/System.h"
#include <algorithm>
#include <sys/mman.h>
#include <utility>

using namespace aikernel::runtime;

static constexpr size_t pageBytes = 4096;
static constexpr size_t bytesOfHugePage = size_t(2) << 20;

/// Arrays from this size on ask for huge pages.
static constexpr uint64_t hugeFromBytes = uint64_t(4) << 20;

static size_t roundedUp(size_t bytes, bool huge) {
  size_t unit = huge ? bytesOfHugePage : pageBytes;
  return (std::max<size_t>(bytes, 1) + unit - 1) / unit * unit;
}

static void *map(size_t bytes, int flags = MAP_NORESERVE) {
  void *memory = sys::calls.mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

/// From the pages that the administrator set aside; they are reserved now, so
/// that using them cannot fail.
static void *mapReserved(size_t bytes) {
  constexpr int twoMegabytes = 21 << MAP_HUGE_SHIFT;
  return bytes > SIZE_MAX / 4
             ? nullptr
             : map(roundedUp(bytes, /*huge=*/true), MAP_HUGETLB | twoMegabytes);
}

/// Maps more than is needed and gives back what lies outside of the aligned
/// part.
static void *mapAligned(size_t bytes) {
  size_t total = bytes + bytesOfHugePage;
  auto *start = static_cast<char *>(map(total));
  if (!start)
    return nullptr;
  size_t before = -reinterpret_cast<uintptr_t>(start) % bytesOfHugePage;
  if (before != 0)
    sys::calls.munmap(start, before);
  if (size_t after = total - before - bytes)
    sys::calls.munmap(start + before + bytes, after);
  return start + before;
}

void *aikernel::runtime::mapPages(size_t bytes, bool huge) {
  if (bytes > SIZE_MAX / 4)
    return nullptr;
  bytes = roundedUp(bytes, huge);
  if (!huge)
    return map(bytes);
  void *memory = mapAligned(bytes);
  if (memory)
    sys::calls.madvise(memory, bytes, MADV_HUGEPAGE); // a wish, not a need
  return memory;
}

void aikernel::runtime::unmapPages(void *memory, size_t bytes, bool huge) {
  sys::calls.munmap(memory, roundedUp(bytes, huge));
}

void *MemoryPool::allocate(uint64_t bytes, AikMemoryKind kind) {
  // The CPU's memory is the host's: DEVICE and SHARED ask for nothing more.
  bool huge = kind == AIK_MEMORY_HUGE || bytes >= hugeFromBytes;
  void *memory = kind == AIK_MEMORY_HUGE ? mapReserved(bytes) : nullptr;
  if (!memory)
    memory = mapPages(bytes, huge);
  if (!memory)
    return nullptr;
  // Pages are kept once they have been used.
  bool isLocked =
      kind == AIK_MEMORY_PINNED &&
      sys::calls.mlock2(memory, roundedUp(bytes, huge), MLOCK_ONFAULT) == 0;
  allocations.push_back({memory, bytes, next++, kind, huge, isLocked});
  return memory;
}

MemoryPool::Allocations::const_iterator
MemoryPool::find(const void *memory) const {
  return std::find_if(
      allocations.begin(), allocations.end(),
      [memory](const Allocation &a) { return a.memory == memory; });
}

bool MemoryPool::isLocked(const void *memory) const {
  auto found = find(memory);
  return found != allocations.end() && found->isLocked;
}

bool MemoryPool::release(void *memory) {
  auto found = find(memory);
  if (found == allocations.end())
    return false;
  release(*found);
  allocations.erase(found);
  return true;
}

void MemoryPool::release(const Allocation &allocation) {
  if (isWatched)
    add(allocation, past);
  unmapPages(allocation.memory, allocation.bytes, allocation.huge);
}

void MemoryPool::add(const Allocation &allocation, AikMemoryReport &report) {
  if (allocation.kind == AIK_MEMORY_PINNED) {
    report.pinnedBytes += allocation.bytes;
    report.lockedBytes += allocation.isLocked ? allocation.bytes : 0;
  }
  if (allocation.kind == AIK_MEMORY_HUGE) {
    report.hugeBytes += allocation.bytes;
    report.hugePageBytes += hugePageBytes(allocation.memory, allocation.bytes);
  }
}

AikMemoryReport MemoryPool::report() const {
  AikMemoryReport report = past;
  for (const Allocation &allocation : allocations)
    add(allocation, report);
  return report;
}

void MemoryPool::releaseSince(uint64_t mark) {
  while (!allocations.empty() && allocations.back().number >= mark) {
    release(allocations.back());
    allocations.pop_back();
  }
}

Scratch::Scratch(Scratch &&other) noexcept
    : memory(std::exchange(other.memory, nullptr)),
      bytes(std::exchange(other.bytes, 0)) {}

Scratch::~Scratch() {
  if (memory)
    unmapPages(memory, bytes, /*huge=*/false);
}

bool Scratch::reserve(uint64_t wanted) {
  if (wanted <= bytes)
    return true;
  void *larger = mapPages(wanted, /*huge=*/false);
  if (!larger)
    return false;
  if (memory)
    unmapPages(memory, bytes, /*huge=*/false);
  memory = larger;
  bytes = wanted;
  return true;
}
