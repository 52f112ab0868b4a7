//===- WrittenBytes.h - Which memory has been written ----------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_MEMORY_WRITTENBYTES_H
#define AIKERNEL_RUNTIME_MEMORY_WRITTENBYTES_H

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aikernel::runtime {

/// Memory of GPU_ALLOC whose bytes are unset until something writes to them.
/// What is not tracked counts as written.
class WrittenBytes {
public:
  struct Allocation {
    std::string name;
    std::string place; ///< "k.px:4:1"
    uintptr_t begin;
    uint64_t bytes;
    std::vector<uint8_t> isWritten; ///< a byte a byte
  };
  /// A byte that nobody has written to.
  struct Unset {
    const Allocation *allocation;
    uint64_t offset;
  };

  void track(const void *memory, uint64_t bytes, std::string name,
             std::string place);
  void forget(const void *memory);

  void write(const void *memory, uint64_t bytes);
  std::optional<Unset> firstUnset(const void *memory, uint64_t bytes);
  /// The destination is as written as the source. They may overlap.
  void copy(const void *destination, const void *source, uint64_t bytes);

private:
  /// The allocation that memory lies in, or null.
  Allocation *find(const void *memory);

  std::map<uintptr_t, Allocation> allocations; ///< by their first byte
  Allocation *last = nullptr;                  ///< that was found
};

/// "nothing has been written to it; array 'x' was allocated at k.px:4:1 …"
std::string describeUnset(const WrittenBytes::Unset &unset,
                          uint32_t elementBytes);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_MEMORY_WRITTENBYTES_H
