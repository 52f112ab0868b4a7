//===- Votes.h - Which way the threads of a block go -----------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_VOTES_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_VOTES_H

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace aikernel::runtime {

/// What each thread of a block says in front of a branch.
class Votes {
public:
  explicit Votes(uint32_t threads) : values(threads) {}

  void vote(uint32_t thread, uint64_t value) {
    values[thread] = value;
    areCompared = false;
  }
  uint64_t first() const { return values.front(); }
  /// Two threads that do not agree, if there are any.
  std::optional<std::pair<uint32_t, uint32_t>> disagreement() {
    for (uint32_t thread = 1; !areCompared && thread < values.size(); ++thread)
      if (values[thread] != values.front())
        return std::pair(0u, thread);
    areCompared = true;
    return std::nullopt;
  }

private:
  std::vector<uint64_t> values;
  bool areCompared = false;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_VOTES_H
