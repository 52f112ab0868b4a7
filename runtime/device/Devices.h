//===- Devices.h - The devices of this machine -----------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_DEVICES_H
#define AIKERNEL_RUNTIME_DEVICE_DEVICES_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aikernel::runtime {

std::optional<uint32_t> deviceNamed(std::string_view name);
uint32_t deviceCount();

/// "no device 'cuda:0' on this machine; there is: 0 'cpu'"
std::string noDevice(const std::string &wanted);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_DEVICES_H
