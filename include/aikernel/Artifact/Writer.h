//===- Writer.h - Writes a table of contents -------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_WRITER_H
#define AIKERNEL_ARTIFACT_WRITER_H

#include "aikernel/Artifact/Description.h"

namespace aikernel::artifact {

/// The bytes of the section `.aikernel`, to be aligned to
/// format::imageAlignment. The same description gives the same bytes.
/// Parameters must have been laid out.
std::string write(const Description &description);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_WRITER_H
