//===- HugePages.cpp - How much of memory is in huge pages ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/memory/HugePages.h"
#include "runtime/io/File.h"
#include <algorithm>
#include <charconv>
#include <string>

using namespace aikernel::runtime;

namespace {
/// What mmap made, and what the system tells of it.
struct Area {
  uint64_t begin = 0, end = 0, hugeBytes = 0;

  uint64_t hugeBytesIn(uint64_t from, uint64_t to) const {
    from = std::max(from, begin);
    to = std::min(to, end);
    return from < to ? uint64_t(double(hugeBytes) * double(to - from) /
                                double(end - begin))
                     : 0;
  }
};
} // namespace

/// "7f00-7f40 rw-p …"
static bool parseRange(std::string_view line, Area &area) {
  const char *end = line.data() + line.size();
  auto first = std::from_chars(line.data(), end, area.begin, 16);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-')
    return false;
  auto second = std::from_chars(first.ptr + 1, end, area.end, 16);
  return second.ec == std::errc() && area.end > area.begin;
}

/// Of "AnonHugePages:      2048 kB"; 0 for other lines.
static uint64_t parseHugeBytes(std::string_view line) {
  bool isHuge = line.starts_with("AnonHugePages:") ||
                line.starts_with("Private_Hugetlb:");
  size_t digits = line.find_first_of("0123456789");
  uint64_t kilobytes = 0;
  if (isHuge && digits != line.npos)
    std::from_chars(line.data() + digits, line.data() + line.size(), kilobytes);
  return kilobytes << 10;
}

uint64_t aikernel::runtime::hugePageBytes(std::string_view smaps,
                                          uint64_t begin, uint64_t end) {
  uint64_t sum = 0;
  Area area;
  while (!smaps.empty()) {
    std::string_view line = smaps.substr(0, smaps.find('\n'));
    smaps.remove_prefix(std::min(line.size() + 1, smaps.size()));
    Area next;
    if (parseRange(line, next)) {
      sum += area.hugeBytesIn(begin, end);
      area = next;
    } else {
      area.hugeBytes += parseHugeBytes(line);
    }
  }
  return sum + area.hugeBytesIn(begin, end);
}

static std::string readAll(const char *path) {
  constexpr size_t step = 1 << 16;
  std::string text;
  InputFile file;
  if (!file.open(path))
    return text;
  for (size_t had = 0;; had = text.size()) {
    text.resize(had + step);
    uint64_t got = file.read(&text[had], step).value_or(0);
    text.resize(had + got);
    if (got != step)
      return text;
  }
}

uint64_t aikernel::runtime::hugePageBytes(const void *memory, uint64_t bytes) {
  auto begin = reinterpret_cast<uintptr_t>(memory);
  return hugePageBytes(readAll("/proc/self/smaps"), begin, begin + bytes);
}
