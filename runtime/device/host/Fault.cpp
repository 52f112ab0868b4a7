//===- Fault.cpp - The first fault of a launch ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/Fault.h"
#include "runtime/Context.h"
#include <cstdio>

using namespace aikernel::runtime;

/// Of a linear number, x fastest.
static AikDim3 coordinates(uint64_t linear, const uint32_t (&sizes)[3]) {
  return {uint32_t(linear % sizes[0]), uint32_t(linear / sizes[0] % sizes[1]),
          uint32_t(linear / sizes[0] / sizes[1])};
}

void LaunchFault::record(const AikLaunch &launch, uint32_t newCode,
                         uint32_t newLine, const char *newWhat,
                         uint64_t newBlock, uint32_t newThread,
                         int64_t newIndex, int64_t newLength) {
  if (isTaken.exchange(true, std::memory_order_relaxed))
    return;
  code = newCode;
  line = newLine;
  what = newWhat ? newWhat : "";
  block = coordinates(newBlock, launch.grid);
  thread = coordinates(newThread, launch.block);
  index = newIndex;
  length = newLength;
}

int32_t LaunchFault::report(AikContext &context, const AikArtifact &artifact,
                            const char *kernel) const {
  char place[256];
  snprintf(place, sizeof(place),
           "kernel '%.100s', block (%u, %u, %u), thread (%u, %u, %u)", kernel,
           block.x, block.y, block.z, thread.x, thread.y, thread.z);
  const char *source =
      artifact.toc.text(artifact.toc.header().sourceName).data();
  if (code == AIK_FAULT_OUT_OF_BOUNDS)
    return context.fail(AIK_KERNEL_FAULT,
                        "%s:%u: index %lld is outside of array '%s' of length "
                        "%lld (%s)",
                        source, line, (long long)index, what, (long long)length,
                        place);
  return context.fail(AIK_KERNEL_FAULT, "%s:%u: assertion failed: %s (%s)",
                      source, line, what, place);
}
