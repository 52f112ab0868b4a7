//===- Devices.cpp - The devices of this machine --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/Devices.h"
#include "aikernel/runtime.h"

using namespace aikernel::runtime;

/// In the order of their numbers.
static constexpr const char *names[] = {"cpu"};

const char *aikDeviceName(uint32_t index) {
  return index < deviceCount() ? names[index] : nullptr;
}

uint32_t aikernel::runtime::deviceCount() { return std::size(names); }

std::optional<uint32_t> aikernel::runtime::deviceNamed(std::string_view name) {
  for (uint32_t i = 0; i != deviceCount(); ++i)
    if (names[i] == name)
      return i;
  return std::nullopt;
}

std::string aikernel::runtime::noDevice(const std::string &wanted) {
  std::string text = "no device " + wanted + " on this machine; there is:";
  for (uint32_t i = 0; i != deviceCount(); ++i)
    text += (i ? ", " : " ") + std::to_string(i) + " '" + names[i] + "'";
  return text;
}
