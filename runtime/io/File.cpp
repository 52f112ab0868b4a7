//===- File.cpp - Files that are read or written once ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/File.h"
#include "runtime/sys/System.h"
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

using namespace aikernel::runtime;

/// One call of the system moves no more than a little below 2^31 bytes.
static constexpr uint64_t bytesOfCall = uint64_t(1) << 30;

//===----------------------------------------------------------------------===//
// Input
//===----------------------------------------------------------------------===//

InputFile::~InputFile() {
  if (file >= 0)
    sys::calls.close(file);
}

bool InputFile::open(const char *path) {
  file = sys::calls.open(path, O_RDONLY | O_CLOEXEC, 0);
  struct stat status;
  if (file < 0 || sys::calls.fstat(file, &status) != 0)
    return false;
  if (S_ISREG(status.st_mode))
    bytes = uint64_t(status.st_size);
  return true;
}

std::optional<uint64_t> InputFile::read(void *memory, uint64_t count) {
  auto *next = static_cast<char *>(memory);
  uint64_t done = 0;
  while (done != count) {
    size_t wanted = std::min(count - done, bytesOfCall);
    ssize_t got =
        bytes ? sys::calls.pread(file, next + done, wanted, off_t(position))
              : sys::calls.read(file, next + done, wanted);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return std::nullopt;
    if (got == 0)
      break;
    done += uint64_t(got);
    position += uint64_t(got);
  }
  return done;
}

//===----------------------------------------------------------------------===//
// Output
//===----------------------------------------------------------------------===//

OutputFile::~OutputFile() {
  int reason = errno;
  close();
  if (!temporary.empty())
    sys::calls.unlink(temporary.c_str());
  errno = reason;
}

bool OutputFile::close() {
  return file < 0 || sys::calls.close(std::exchange(file, -1)) == 0;
}

/// Under a name that nothing has yet.
bool OutputFile::openBeside() {
  static std::atomic<unsigned> number = 0;
  do {
    temporary = path + "." + std::to_string(getpid()) + "-" +
                std::to_string(number++) + ".tmp";
    file = sys::calls.open(temporary.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (file < 0 && errno == EEXIST);
  if (file < 0)
    temporary.clear();
  return file >= 0;
}

bool OutputFile::open(const char *newPath) {
  path = newPath;
  struct stat status;
  bool isThere = sys::calls.stat(newPath, &status) == 0;
  if (!isThere || S_ISREG(status.st_mode))
    return openBeside();
  file = sys::calls.open(newPath, O_WRONLY | O_CLOEXEC, 0);
  return file >= 0;
}

bool OutputFile::write(const void *memory, uint64_t count) {
  const auto *next = static_cast<const char *>(memory);
  while (count != 0) {
    ssize_t written =
        sys::calls.write(file, next, std::min(count, bytesOfCall));
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    next += written;
    count -= uint64_t(written);
  }
  return true;
}

bool OutputFile::commit() {
  if (!close())
    return false;
  if (temporary.empty())
    return true;
  if (sys::calls.rename(temporary.c_str(), path.c_str()) != 0)
    return false;
  temporary.clear();
  return true;
}
