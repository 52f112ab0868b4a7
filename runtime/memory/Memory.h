//===- Memory.h - The memory that a context owns ---------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_MEMORY_MEMORY_H
#define AIKERNEL_RUNTIME_MEMORY_MEMORY_H

#include "aikernel/runtime.h"
#include <cstddef>
#include <cstdint>
#include <vector>

namespace aikernel::runtime {

/// Pages from the system, or null. Zeroed; with `huge`, aligned to 2 MiB and
/// advised for huge pages.
void *mapPages(size_t bytes, bool huge);
void unmapPages(void *memory, size_t bytes, bool huge);

/// The allocations that have not been freed.
class MemoryPool {
public:
  ~MemoryPool() { releaseSince(0); }

  /// Null when the system has no more. Memory that is to be HUGE comes from the
  /// pages that are set aside for it, if there are enough.
  void *allocate(uint64_t bytes, AikMemoryKind kind);
  /// False if the memory is none of these allocations.
  bool release(void *memory);

  bool isLocked(const void *memory) const;

  /// From now on the pages of HUGE memory are counted before it is released.
  void watch() { isWatched = true; }
  AikMemoryReport report() const;

  /// What is allocated from now on has at least this number.
  uint64_t mark() const { return next; }
  void releaseSince(uint64_t mark);

private:
  struct Allocation {
    void *memory;
    size_t bytes;
    uint64_t number;
    AikMemoryKind kind;
    bool huge;
    bool isLocked = false;
  };
  using Allocations = std::vector<Allocation>;

  Allocations::const_iterator find(const void *memory) const;
  void release(const Allocation &allocation);
  static void add(const Allocation &allocation, AikMemoryReport &report);

  Allocations allocations;
  uint64_t next = 0;
  bool isWatched = false;
  AikMemoryReport past{}; ///< of what has been released
};

/// A worker's scratch memory: grows, never shrinks.
class Scratch {
public:
  Scratch() = default;
  Scratch(Scratch &&other) noexcept;
  ~Scratch();

  /// False when the system has no more; what was there stays.
  bool reserve(uint64_t bytes);
  void *data() const { return memory; }

private:
  void *memory = nullptr;
  size_t bytes = 0;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_MEMORY_MEMORY_H
