//===- Devices.h - What GPUs would make of the code for them ----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_EXPLAIN_DEVICES_H
#define AIKERNEL_LIB_DRIVER_EXPLAIN_DEVICES_H

#include "Report.h"

namespace aikernel::explain {

/// One GPU with the code that it gets.
struct DeviceCode {
  const Gpu *gpu;
  const artifact::CodeDescription *code;
  /// Of each kernel, as this GPU would run it.
  std::vector<artifact::Resources> resources;
};

/// Those of the GPUs that get code of this description.
std::vector<DeviceCode> devicesFor(const Session &session,
                                   const artifact::Description &description,
                                   llvm::ArrayRef<const Gpu *> gpus);

/// Occupancy of one kernel, for all sizes of blocks; none of it where the
/// registers are not known.
GpuFacts factsOf(const DeviceCode &device, size_t kernel,
                 const Options &options);

} // namespace aikernel::explain

#endif // AIKERNEL_LIB_DRIVER_EXPLAIN_DEVICES_H
