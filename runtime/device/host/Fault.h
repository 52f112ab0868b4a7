//===- Fault.h - The first fault of a launch -------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_FAULT_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_FAULT_H

#include "aikernel/runtime.h"
#include "runtime/Messages.h"
#include <atomic>
#include <mutex>

namespace aikernel::runtime {

/// Behind AikLaunch::status. Of what is reported, the first fault of the lowest
/// block is kept, whichever worker comes first.
class LaunchFault {
public:
  bool isRecorded() const { return lowestBlock.load() != none; }

  /// Whether nothing can be reported from this block on that would be kept.
  bool isBefore(uint64_t number) const {
    return lowestBlock.load(std::memory_order_relaxed) < number;
  }

  /// `site` lives as long as the kernel's code.
  void record(uint32_t code, const AikSite &site, ThreadNumber number,
              int64_t index, int64_t length);

  /// What a check found; `text` says it all.
  void record(std::string text, ThreadNumber number);

  /// Writes it as the context's message, when all workers are done.
  int32_t report(AikContext &context, const char *kernel,
                 const Shape &shape) const;

private:
  static constexpr uint64_t none = UINT64_MAX;

  bool isFirst(uint32_t newCode, ThreadNumber number);

  std::mutex mutex;
  std::atomic<uint64_t> lowestBlock = none;
  uint32_t code = AIK_FAULT_NONE;
  const AikSite *site = nullptr;
  ThreadNumber thread{};
  int64_t index = 0, length = 0;
  std::string text;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_FAULT_H
