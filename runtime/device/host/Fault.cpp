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
                         const AikSite &newSite, uint64_t newBlock,
                         uint32_t newThread, int64_t newIndex,
                         int64_t newLength) {
  std::lock_guard lock(mutex);
  if (newBlock >= lowestBlock)
    return;
  lowestBlock = newBlock;
  code = newCode;
  site = &newSite;
  block = coordinates(newBlock, launch.grid);
  thread = coordinates(newThread, launch.block);
  index = newIndex;
  length = newLength;
}

int32_t LaunchFault::report(AikContext &context, const char *kernel) const {
  char place[256];
  snprintf(place, sizeof(place),
           "kernel '%.100s', block (%u, %u, %u), thread (%u, %u, %u)", kernel,
           block.x, block.y, block.z, thread.x, thread.y, thread.z);
  if (code == AIK_FAULT_OUT_OF_BOUNDS)
    return context.fail(AIK_KERNEL_FAULT,
                        "%s:%u: index %lld is outside of array '%s' of length "
                        "%lld (%s)",
                        site->file, site->line, (long long)index, site->text,
                        (long long)length, place);
  return context.fail(
      AIK_KERNEL_FAULT, "%s:%u:%u: assertion failed in %s%s%s%s%s", site->file,
      site->line, site->column, site->function ? site->function : "",
      site->function ? " of " : "", place, *site->text ? ": " : "", site->text);
}
