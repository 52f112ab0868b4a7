//===- CpuFeatures.cpp - What this CPU can do -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/CpuFeatures.h"
#include <cpuid.h>
#include <cstdint>

using namespace aikernel::runtime;

namespace {

enum Register : uint8_t { Eax, Ebx, Ecx, Edx };

/// Which registers the operating system must save for a feature to be usable.
enum class State : uint8_t { None, Avx, Avx512, Amx };

struct Feature {
  std::string_view name;
  uint32_t leaf, subleaf;
  Register reg;
  uint8_t bit;
  State state;
};

constexpr Feature features[] = {
    {"sse2", 1, 0, Edx, 26, State::None},
    {"sse3", 1, 0, Ecx, 0, State::None},
    {"pclmul", 1, 0, Ecx, 1, State::None},
    {"ssse3", 1, 0, Ecx, 9, State::None},
    {"cx16", 1, 0, Ecx, 13, State::None},
    {"sse4.1", 1, 0, Ecx, 19, State::None},
    {"sse4.2", 1, 0, Ecx, 20, State::None},
    {"movbe", 1, 0, Ecx, 22, State::None},
    {"popcnt", 1, 0, Ecx, 23, State::None},
    {"aes", 1, 0, Ecx, 25, State::None},
    {"fma", 1, 0, Ecx, 12, State::Avx},
    {"avx", 1, 0, Ecx, 28, State::Avx},
    {"f16c", 1, 0, Ecx, 29, State::Avx},
    {"bmi", 7, 0, Ebx, 3, State::None},
    {"avx2", 7, 0, Ebx, 5, State::Avx},
    {"bmi2", 7, 0, Ebx, 8, State::None},
    {"adx", 7, 0, Ebx, 19, State::None},
    {"sha", 7, 0, Ebx, 29, State::None},
    {"avx512f", 7, 0, Ebx, 16, State::Avx512},
    {"avx512dq", 7, 0, Ebx, 17, State::Avx512},
    {"avx512ifma", 7, 0, Ebx, 21, State::Avx512},
    {"avx512cd", 7, 0, Ebx, 28, State::Avx512},
    {"avx512bw", 7, 0, Ebx, 30, State::Avx512},
    {"avx512vl", 7, 0, Ebx, 31, State::Avx512},
    {"avx512vbmi", 7, 0, Ecx, 1, State::Avx512},
    {"avx512vbmi2", 7, 0, Ecx, 6, State::Avx512},
    {"gfni", 7, 0, Ecx, 8, State::None},
    {"vaes", 7, 0, Ecx, 9, State::Avx},
    {"vpclmulqdq", 7, 0, Ecx, 10, State::Avx},
    {"avx512vnni", 7, 0, Ecx, 11, State::Avx512},
    {"avx512bitalg", 7, 0, Ecx, 12, State::Avx512},
    {"avx512vpopcntdq", 7, 0, Ecx, 14, State::Avx512},
    {"amx-bf16", 7, 0, Edx, 22, State::Amx},
    {"avx512fp16", 7, 0, Edx, 23, State::Avx512},
    {"amx-tile", 7, 0, Edx, 24, State::Amx},
    {"amx-int8", 7, 0, Edx, 25, State::Amx},
    {"avxvnni", 7, 1, Eax, 4, State::Avx},
    {"avx512bf16", 7, 1, Eax, 5, State::Avx512},
    {"lzcnt", 0x80000001, 0, Ecx, 5, State::None},
};

/// The registers that the operating system saves; 0 without XSAVE.
uint64_t savedState() {
  constexpr uint32_t osxsave = 1u << 27;
  uint32_t a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & osxsave))
    return 0;
  uint32_t low, high;
  asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t(high) << 32 | low;
}

bool isSaved(State state) {
  constexpr uint64_t masks[] = {0, 0x6, 0xe6, 0x60000};
  uint64_t mask = masks[uint8_t(state)];
  return (savedState() & mask) == mask;
}

bool isPresent(const Feature &feature) {
  uint32_t registers[4];
  return __get_cpuid_count(feature.leaf, feature.subleaf, &registers[0],
                           &registers[1], &registers[2], &registers[3]) &&
         (registers[feature.reg] >> feature.bit & 1) && isSaved(feature.state);
}

} // namespace

bool aikernel::runtime::cpuHasFeature(std::string_view name) {
  for (const Feature &feature : features)
    if (feature.name == name)
      return isPresent(feature);
  return false;
}
