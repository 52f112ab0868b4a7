//===- Fault.cpp - The first fault of a launch ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/Fault.h"
#include "runtime/Context.h"

using namespace aikernel::runtime;

bool LaunchFault::isFirst(uint32_t newCode, ThreadNumber number) {
  if (number.block >= lowestBlock)
    return false;
  lowestBlock = number.block;
  code = newCode;
  thread = number;
  return true;
}

void LaunchFault::record(std::string newText, ThreadNumber number) {
  std::lock_guard lock(mutex);
  if (isFirst(AIK_FAULT_CHECK, number))
    text = std::move(newText);
}

void LaunchFault::record(uint32_t newCode, const AikSite &newSite,
                         ThreadNumber number, int64_t newIndex,
                         int64_t newLength) {
  std::lock_guard lock(mutex);
  if (!isFirst(newCode, number))
    return;
  site = &newSite;
  index = newIndex;
  length = newLength;
}

int32_t LaunchFault::report(AikContext &context, const char *kernel,
                            const Shape &shape) const {
  if (code == AIK_FAULT_CHECK)
    return context.fail(AIK_KERNEL_FAULT, "%s", text.c_str());
  std::string name = nameThread(shape, thread);
  if (code == AIK_FAULT_OUT_OF_BOUNDS)
    return context.fail(AIK_KERNEL_FAULT,
                        "%s:%u: index %lld is outside of array '%s' of length "
                        "%lld (kernel '%.100s', %s)",
                        site->file, site->line, (long long)index, site->text,
                        (long long)length, kernel, name.c_str());
  return context.fail(AIK_KERNEL_FAULT, "%s",
                      describeFailure(*site, kernel, shape, thread).c_str());
}
