//===- UnifiedDiff.h - What differs between two texts --------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_SOURCES_UNIFIEDDIFF_H
#define AIKERNEL_LIB_DRIVER_SOURCES_UNIFIEDDIFF_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace aikernel {

/// What `patch` takes; empty for equal texts. `name` is printed as that of both
/// files.
std::string unifiedDiff(llvm::StringRef name, llvm::StringRef before,
                        llvm::StringRef after);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_SOURCES_UNIFIEDDIFF_H
