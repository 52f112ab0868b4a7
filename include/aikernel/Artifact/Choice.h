//===- Choice.h - Which code a GPU gets ------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_CHOICE_H
#define AIKERNEL_ARTIFACT_CHOICE_H

#include "aikernel/Artifact/Reader.h"

namespace aikernel::artifact {

/// The code version that a GPU of this name ("sm_90", "gfx942") runs, the first
/// of: an image for exactly this GPU (architecture-specific before plain), its
/// architecture-specific PTX, the generic code object of its family, the
/// highest plain PTX not above it. Nothing if the artifact has no code for it.
std::optional<uint32_t> chooseCode(const Reader &reader, std::string_view gpu);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_CHOICE_H
