//===- Npy.h - Reads .npy files --------------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LAUNCHER_NPY_H
#define AIKERNEL_LAUNCHER_NPY_H

#include "aikernel/runtime.h"
#include <optional>
#include <string>

namespace aikernel::launcher {

/// The array in a .npy file, in memory of the context, or nothing and a
/// message. Its elements must be of `type`, in C order.
std::optional<AikArg> readNpy(AikContext *context, const std::string &path,
                              uint32_t type, std::string &error);

} // namespace aikernel::launcher

#endif // AIKERNEL_LAUNCHER_NPY_H
