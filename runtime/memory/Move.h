//===- Move.h - Fills and copies -------------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_MEMORY_MOVE_H
#define AIKERNEL_RUNTIME_MEMORY_MOVE_H

#include <cstdint>
#include <cstring>

namespace aikernel::runtime {

/// Elements of 1, 2, 4 or 8 bytes.
inline bool canFill(uint32_t elementSize) {
  return elementSize == 1 || elementSize == 2 || elementSize == 4 ||
         elementSize == 8;
}

template <typename T>
void fillElements(void *memory, uint64_t count, uint64_t pattern) {
  auto *first = static_cast<T *>(memory);
  for (uint64_t i = 0; i != count; ++i)
    first[i] = T(pattern);
}

inline void fillMemory(void *memory, uint64_t count, uint32_t elementSize,
                       uint64_t pattern) {
  if (elementSize == 1 && count != 0)
    memset(memory, int(pattern & 0xff), count);
  else if (elementSize == 2)
    fillElements<uint16_t>(memory, count, pattern);
  else if (elementSize == 4)
    fillElements<uint32_t>(memory, count, pattern);
  else if (elementSize == 8)
    fillElements<uint64_t>(memory, count, pattern);
}

/// The two may overlap.
inline void copyMemory(void *destination, const void *source, uint64_t bytes) {
  if (bytes != 0)
    memmove(destination, source, bytes);
}

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_MEMORY_MOVE_H
