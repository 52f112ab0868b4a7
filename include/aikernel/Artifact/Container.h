//===- Container.h - Finds the artifact in a file --------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain C++ without LLVM and without libelf: bounds-checked, for files that
// nobody vouches for.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_CONTAINER_H
#define AIKERNEL_ARTIFACT_CONTAINER_H

#include "aikernel/Artifact/Reader.h"

namespace aikernel::artifact {

/// The ELF file of an artifact: of an executable made by pxc, what is attached
/// to it; of anything else, the bytes themselves.
std::optional<Bytes> findElf(Bytes file, std::string &error);

/// The contents of the section `.aikernel` of a 64-bit little-endian ELF file.
std::optional<Bytes> findTableOfContents(Bytes elf, std::string &error);

/// The 24 bytes that close an executable whose artifact begins at `offset`.
format::Trailer makeTrailer(uint64_t offset, uint64_t size);
/// The position of the artifact in a file of `fileSize` bytes that ends with
/// these; nothing if they are no trailer or the position is impossible.
std::optional<format::Trailer> readTrailer(const uint8_t (&last)[24],
                                           uint64_t fileSize);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_CONTAINER_H
