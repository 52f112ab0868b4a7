//===- WrittenBytes.cpp - Which memory has been written -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/memory/WrittenBytes.h"
#include <algorithm>
#include <utility>

using namespace aikernel::runtime;

void WrittenBytes::track(const void *memory, uint64_t bytes, std::string name,
                         std::string place) {
  auto begin = uintptr_t(memory);
  allocations[begin] = {std::move(name), std::move(place), begin, bytes,
                        std::vector<uint8_t>(bytes)};
}

void WrittenBytes::forget(const void *memory) {
  last = nullptr;
  allocations.erase(uintptr_t(memory));
}

WrittenBytes::Allocation *WrittenBytes::find(const void *memory) {
  auto address = uintptr_t(memory);
  if (last && address - last->begin < last->bytes)
    return last;
  auto next = allocations.upper_bound(address);
  if (next == allocations.begin())
    return nullptr;
  Allocation &found = std::prev(next)->second;
  return address - found.begin < found.bytes ? last = &found : nullptr;
}

void WrittenBytes::write(const void *memory, uint64_t bytes) {
  Allocation *allocation = find(memory);
  if (!allocation)
    return;
  uint64_t first = uintptr_t(memory) - allocation->begin;
  uint64_t end = first + std::min(bytes, allocation->bytes - first);
  std::fill(allocation->isWritten.begin() + ptrdiff_t(first),
            allocation->isWritten.begin() + ptrdiff_t(end), uint8_t(true));
}

std::optional<WrittenBytes::Unset> WrittenBytes::firstUnset(const void *memory,
                                                            uint64_t bytes) {
  Allocation *allocation = find(memory);
  if (!allocation)
    return std::nullopt;
  uint64_t first = uintptr_t(memory) - allocation->begin;
  uint64_t end = first + std::min(bytes, allocation->bytes - first);
  auto begin = allocation->isWritten.begin();
  auto unset = std::find(begin + ptrdiff_t(first), begin + ptrdiff_t(end), 0);
  if (unset == begin + ptrdiff_t(end))
    return std::nullopt;
  return Unset{allocation, uint64_t(unset - begin)};
}

void WrittenBytes::copy(const void *destination, const void *source,
                        uint64_t bytes) {
  Allocation *from = find(source), *to = find(destination);
  if (!from || !to)
    return write(destination, bytes);
  uint64_t read = uintptr_t(source) - from->begin;
  uint64_t written = uintptr_t(destination) - to->begin;
  uint64_t count = std::min({bytes, from->bytes - read, to->bytes - written});
  auto first = from->isWritten.begin() + ptrdiff_t(read);
  std::vector<uint8_t> copied(first, first + ptrdiff_t(count));
  std::copy(copied.begin(), copied.end(),
            to->isWritten.begin() + ptrdiff_t(written));
}

std::string aikernel::runtime::describeUnset(const WrittenBytes::Unset &unset,
                                             uint32_t elementBytes) {
  const WrittenBytes::Allocation &array = *unset.allocation;
  return "nothing has been written to element " +
         std::to_string(unset.offset / elementBytes) + " of array '" +
         array.name + "', which was allocated at " + array.place +
         " without contents; GPU_FILL, GPU_LOAD or a kernel gives it some";
}
