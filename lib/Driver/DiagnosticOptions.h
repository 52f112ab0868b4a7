//===- DiagnosticOptions.h - How messages are given ----------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_DIAGNOSTICOPTIONS_H
#define AIKERNEL_LIB_DRIVER_DIAGNOSTICOPTIONS_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace aikernel {

/// What `--color=WHEN` means here; nothing when there is no such WHEN.
std::optional<bool> colorChoice(llvm::StringRef when);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_DIAGNOSTICOPTIONS_H
