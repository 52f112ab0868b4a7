//===- WarpClocks.h - What SYNC_WARP puts in order -------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_WARPCLOCKS_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_WARPCLOCKS_H

#include <cstdint>
#include <vector>

namespace aikernel::runtime {

/// A vector clock for each thread of a block, over the lanes of its warp.
class WarpClocks {
public:
  explicit WarpClocks(uint32_t threads) : threads(threads) {}

  /// Forgets what was; another block begins.
  void reset();
  /// The thread has come to a SYNC_WARP. Those of its warp that come to the
  /// same one, before any of them does something else, meet there.
  void arrive(uint32_t thread, uint32_t warp, const void *place);
  /// The thread does something else.
  void leave(uint32_t thread);

  /// The thread's own time.
  uint32_t now(uint32_t thread) const;
  /// Whether what `before` did at its time `clock` is done for `thread`.
  bool isDone(uint32_t before, uint32_t clock, uint32_t thread) const;

private:
  struct Meeting {
    const void *place = nullptr;
    std::vector<uint32_t> threads;
  };
  void meet(Meeting &meeting);
  uint32_t &clock(uint32_t thread, uint32_t lane) {
    return clocks[uint64_t(thread) * warpSize + lane];
  }

  const uint32_t threads;
  /// 0 as long as there was no SYNC_WARP.
  uint32_t warpSize = 0;
  std::vector<uint32_t> clocks;
  std::vector<Meeting> meetings; ///< of each warp
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_WARPCLOCKS_H
