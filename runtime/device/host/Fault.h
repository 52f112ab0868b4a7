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
#include <atomic>

namespace aikernel::runtime {

/// Behind AikLaunch::status. Of several threads that report, the first is kept.
class LaunchFault {
public:
  bool isRecorded() const { return isTaken.load(std::memory_order_relaxed); }

  void record(const AikLaunch &launch, uint32_t code, uint32_t line,
              const char *what, uint64_t block, uint32_t thread, int64_t index,
              int64_t length);

  /// Writes it as the context's message, when all workers are done.
  int32_t report(AikContext &context, const AikArtifact &artifact,
                 const char *kernel) const;

private:
  std::atomic<bool> isTaken = false;
  uint32_t code = AIK_FAULT_NONE;
  uint32_t line = 0;
  AikDim3 block{}, thread{};
  int64_t index = 0, length = 0;
  const char *what = nullptr;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_FAULT_H
