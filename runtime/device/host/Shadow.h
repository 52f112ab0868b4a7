//===- Shadow.h - Who touched which element last ---------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_SHADOW_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_SHADOW_H

#include <bit>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace aikernel::runtime {

/// One access by a thread of a block. Number 0 is none.
struct Access {
  uint32_t number = 0;   ///< of its place in the source
  uint32_t barriers = 0; ///< that the thread had passed
  uint32_t clock = 0;    ///< of the thread in its warp
  uint16_t thread = 0;
  bool isAtomic = false;

  explicit operator bool() const { return number != 0; }
};

/// What must be known of an element to find every race on it: of those that
/// changed it and of those that read it, two that no other access could stand
/// in for.
struct ShadowCell {
  uint64_t block = UINT64_MAX; ///< that the accesses are of
  Access changes[2], reads[2];
};

/// Cells for the shared memory of blocks that run one after the other. A cell
/// is of as many bytes as the narrowest access near it.
class Shadow {
public:
  /// The cells of some bytes, which lie in one element.
  template <typename Function>
  void visit(const void *memory, uint32_t bytes, Function function) {
    auto address = uintptr_t(memory);
    while (bytes != 0) {
      Page &page = pageOf(address, bytes);
      uint64_t offset = address % pageBytes;
      function(page.cells[offset >> page.shift]);
      uint32_t step =
          page.bytesOfCell - uint32_t(offset & (page.bytesOfCell - 1));
      address += step;
      bytes -= step < bytes ? step : bytes;
    }
  }

private:
  static constexpr uint64_t pageBytes = 4096;
  struct Page {
    uint32_t bytesOfCell = 0; ///< 1 << shift
    uint32_t shift = 0;
    std::vector<ShadowCell> cells;

    void setBytesOfCell(uint32_t bytes) {
      bytesOfCell = bytes;
      shift = uint32_t(std::countr_zero(bytes));
    }
  };
  Page &pageOf(uintptr_t address, uint32_t bytes);
  static void divide(Page &page, uintptr_t address, uint32_t bytes);

  std::unordered_map<uintptr_t, Page> pages;
  uintptr_t lastNumber = UINTPTR_MAX;
  Page *last = nullptr;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_SHADOW_H
