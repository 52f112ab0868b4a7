//===- HugePages.h - How much of memory is in huge pages -------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_MEMORY_HUGEPAGES_H
#define AIKERNEL_RUNTIME_MEMORY_HUGEPAGES_H

#include <cstdint>
#include <string_view>

namespace aikernel::runtime {

/// Of the bytes from `begin` to `end`, those in huge pages, as the system tells
/// for areas that may be larger: then in proportion. `smaps` is the text of
/// /proc/self/smaps.
uint64_t hugePageBytes(std::string_view smaps, uint64_t begin, uint64_t end);
/// As of now.
uint64_t hugePageBytes(const void *memory, uint64_t bytes);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_MEMORY_HUGEPAGES_H
