//===- HostLibrary.h - An artifact's host code in this process --*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_HOSTLIBRARY_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_HOSTLIBRARY_H

#include <cstdint>
#include <span>
#include <string>

namespace aikernel::runtime {

/// A shared object loaded from bytes.
class HostLibrary {
public:
  HostLibrary() = default;
  HostLibrary(HostLibrary &&other) noexcept;
  HostLibrary &operator=(HostLibrary &&other) noexcept;
  ~HostLibrary();

  /// False and a message if that is impossible.
  bool load(std::span<const uint8_t> bytes, std::string &error);
  void *find(const char *symbol) const;

private:
  void *handle = nullptr;
  /// Stays open while the library is loaded: the loader knows libraries by
  /// their path, and a number that is used again would find this one.
  int file = -1;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_HOSTLIBRARY_H
