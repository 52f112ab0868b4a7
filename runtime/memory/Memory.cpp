//===- Memory.cpp - The memory that a context owns ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/memory/Memory.h"
#include "runtime/sys/System.h"
#include <algorithm>
#include <sys/mman.h>
#include <utility>

using namespace aikernel::runtime;

static constexpr size_t pageBytes = 4096;
static constexpr size_t hugePageBytes = size_t(2) << 20;

static size_t roundedUp(size_t bytes, bool huge) {
  size_t unit = huge ? hugePageBytes : pageBytes;
  return (std::max<size_t>(bytes, 1) + unit - 1) / unit * unit;
}

static void *map(size_t bytes) {
  void *memory =
      sys::calls.mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

/// Maps more than is needed and gives back what lies outside of the aligned
/// part.
static void *mapAligned(size_t bytes) {
  size_t total = bytes + hugePageBytes;
  auto *start = static_cast<char *>(map(total));
  if (!start)
    return nullptr;
  size_t before = -reinterpret_cast<uintptr_t>(start) % hugePageBytes;
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

void *MemoryPool::allocate(uint64_t bytes, bool huge) {
  void *memory = mapPages(bytes, huge);
  if (memory)
    allocations.push_back({memory, bytes, next++, huge});
  return memory;
}

MemoryPool::Allocations::const_iterator
MemoryPool::find(const void *memory) const {
  return std::find_if(
      allocations.begin(), allocations.end(),
      [memory](const Allocation &a) { return a.memory == memory; });
}

void MemoryPool::lock(void *memory) {
  Allocation &found = allocations[size_t(find(memory) - allocations.begin())];
  found.isLocked = sys::calls.mlock2(memory, roundedUp(found.bytes, found.huge),
                                     MLOCK_ONFAULT) == 0;
}

bool MemoryPool::isLocked(const void *memory) const {
  auto found = find(memory);
  return found != allocations.end() && found->isLocked;
}

bool MemoryPool::release(void *memory) {
  auto found = find(memory);
  if (found == allocations.end())
    return false;
  unmapPages(memory, found->bytes, found->huge);
  allocations.erase(found);
  return true;
}

void MemoryPool::releaseSince(uint64_t mark) {
  while (!allocations.empty() && allocations.back().number >= mark) {
    const Allocation &last = allocations.back();
    unmapPages(last.memory, last.bytes, last.huge);
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
