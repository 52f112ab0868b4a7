//===- Pack.h - Artifacts in other wrappings --------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_PACK_H
#define AIKERNEL_LIB_DRIVER_PACK_H

#include "aikernel/Frontend/Px/Typed.h"
#include "aikernel/Target/Image.h"
#include "llvm/Support/Error.h"

namespace aikernel {

/// The prebuilt launcher with the artifact attached.
llvm::Expected<std::string> makeExecutable(llvm::StringRef artifact);

/// A static library with one member.
llvm::Expected<std::string> makeArchive(llvm::StringRef member,
                                        llvm::StringRef object);

/// The C header, from the artifact's (or its object's) own table of contents.
llvm::Expected<std::string> makeHeader(llvm::StringRef elf);

/// The boot image that WRITE statements describe.
std::string makeBootImage(const px::Program &program);

/// What `--verbose` prints of an artifact.
void printResources(llvm::StringRef elf, llvm::raw_ostream &os);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_PACK_H
