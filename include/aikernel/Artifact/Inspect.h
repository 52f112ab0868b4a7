//===- Inspect.h - Prints what an artifact contains ------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_INSPECT_H
#define AIKERNEL_ARTIFACT_INSPECT_H

#include "aikernel/Artifact/Reader.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace aikernel::artifact {

/// The GPUs that inspection asks for when the user names none.
llvm::ArrayRef<llvm::StringRef> commonGpus();

/// Kernels, parameters, code versions with their resources, and which code each
/// of these GPUs would get.
void inspectAsText(const Reader &reader, llvm::ArrayRef<llvm::StringRef> gpus,
                   llvm::raw_ostream &os);
void inspectAsJson(const Reader &reader, llvm::ArrayRef<llvm::StringRef> gpus,
                   llvm::raw_ostream &os);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_INSPECT_H
