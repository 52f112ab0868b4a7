//===- Values.h - Values from the command line -----------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LAUNCHER_VALUES_H
#define AIKERNEL_LAUNCHER_VALUES_H

#include "aikernel/runtime.h"
#include <optional>
#include <string>

namespace aikernel::launcher {

/// A scalar of an AikType in that type's own bits, or nothing and a message.
std::optional<uint64_t> parseScalar(std::string_view text, uint32_t type,
                                    std::string &error);

/// The shortest text that parseScalar reads as the same value.
std::string formatScalar(uint64_t bits, uint32_t type);

/// An array: zeros:SHAPE, iota:SHAPE or @FILE.npy, SHAPE like 1024 or 64x32.
/// Its memory belongs to the context.
std::optional<AikArg> parseArray(AikContext *context, std::string_view text,
                                 uint32_t type, std::string &error);

} // namespace aikernel::launcher

#endif // AIKERNEL_LAUNCHER_VALUES_H
