//===- Print.cpp - What PRINT writes --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/Print.h"
#include "runtime/sys/System.h"
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <unistd.h>
#include <utility>

using namespace aikernel::runtime;

/// Standard output is written when this much has come together.
static constexpr size_t bufferBytes = 1 << 16;

template <typename T>
static void appendNumber(std::string &line, T value) {
  char digits[64];
  auto result = std::to_chars(digits, digits + sizeof(digits), value);
  line.append(digits, result.ptr);
}

/// The sign of a NaN means nothing.
template <typename T>
static void appendFloat(std::string &line, T value) {
  if (std::isnan(value)) {
    line += "nan";
    return;
  }
  size_t start = line.size();
  appendNumber(line, value);
  if (line.find_first_not_of("-0123456789", start) == std::string::npos)
    line += ".0";
}

void aikernel::runtime::append(std::string &line, int64_t value) {
  appendNumber(line, value);
}
void aikernel::runtime::append(std::string &line, uint64_t value) {
  appendNumber(line, value);
}
void aikernel::runtime::append(std::string &line, float value) {
  appendFloat(line, value);
}
void aikernel::runtime::append(std::string &line, double value) {
  appendFloat(line, value);
}

std::string &aikernel::runtime::ownLine() {
  static thread_local std::string line;
  return line;
}

void PrintBuffer::setFunction(AikPrintFn newFunction, void *newUser) {
  flush();
  std::lock_guard lock(mutex);
  function = newFunction;
  user = newUser;
}

void PrintBuffer::endLine() {
  std::string &line = ownLine();
  line += '\n';
  add(line);
  line.clear();
}

void PrintBuffer::add(std::string_view wholeLines) {
  std::lock_guard lock(mutex);
  lines += wholeLines;
  // The application's function is called from its own threads only, in flush.
  if (!function && lines.size() >= bufferBytes)
    writeToStandardOutput();
}

int PrintBuffer::flush() {
  std::lock_guard lock(mutex);
  if (!function) {
    writeToStandardOutput();
  } else if (!lines.empty()) {
    function(user, lines.data(), lines.size());
    lines.clear();
  }
  return std::exchange(writeError, 0);
}

void PrintBuffer::writeToStandardOutput() {
  const char *next = lines.data();
  size_t left = lines.size();
  while (left != 0) {
    ssize_t written = sys::calls.write(STDOUT_FILENO, next, left);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      // With a closed pipe nobody reads any more, which is no error.
      if (writeError == 0 && errno != EPIPE)
        writeError = errno;
      break;
    }
    next += written;
    left -= size_t(written);
  }
  lines.clear();
}
