//===- HostLibrary.cpp - An artifact's host code in this process ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/HostLibrary.h"
#include "runtime/sys/System.h"
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <utility>

using namespace aikernel::runtime;

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/// A file that has no name and is gone when it is closed, or -1.
static int openPrivateFile() {
  // Systems that make memory files non-executable by default want to be asked;
  // older ones do not know the question.
  int file = sys::calls.memfdCreate("aikernel", MFD_CLOEXEC | MFD_EXEC);
  if (file < 0 && errno == EINVAL)
    file = sys::calls.memfdCreate("aikernel", MFD_CLOEXEC);
  if (file >= 0)
    return file;
  const char *folder = getenv("TMPDIR");
  return sys::calls.open(folder && *folder ? folder : "/tmp",
                         O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0700);
}

static bool writeAll(int file, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    ssize_t written = sys::calls.write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    bytes = bytes.subspan(size_t(written));
  }
  return true;
}

HostLibrary::HostLibrary(HostLibrary &&other) noexcept
    : handle(std::exchange(other.handle, nullptr)),
      file(std::exchange(other.file, -1)) {}

HostLibrary &HostLibrary::operator=(HostLibrary &&other) noexcept {
  std::swap(handle, other.handle);
  std::swap(file, other.file);
  return *this;
}

HostLibrary::~HostLibrary() {
  if (handle)
    sys::calls.dlclose(handle);
  if (file >= 0)
    sys::calls.close(file);
}

bool HostLibrary::load(std::span<const uint8_t> bytes, std::string &error) {
  file = openPrivateFile();
  if (file < 0) {
    error = std::string("cannot make a private file for the host code: ") +
            strerror(errno);
    return false;
  }
  if (!writeAll(file, bytes)) {
    error = std::string("cannot write the host code to a private file: ") +
            strerror(errno);
    return false;
  }
  std::string path = "/proc/self/fd/" + std::to_string(file);
  handle = sys::calls.dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    error = std::string("cannot load the host code: ") + sys::calls.dlerror();
  return handle != nullptr;
}

void *HostLibrary::find(const char *symbol) const {
  return sys::calls.dlsym(handle, symbol);
}
