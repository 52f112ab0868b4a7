//===- CHeader.h - The C header of an artifact -----------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_CHEADER_H
#define AIKERNEL_ARTIFACT_CHEADER_H

#include "aikernel/Artifact/Description.h"

namespace aikernel::artifact {

/// The text of `<stem>.h`, for C and C++: the entry of each kernel and of the
/// host program, and a typed inline function for each that finds the runtime
/// itself. Needs an artifact with host code.
std::string writeCHeader(const Description &description);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_CHEADER_H
