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
#include <cstring>
#include <unistd.h>
#include <utility>

using namespace aikernel::runtime;

static thread_local std::string line;

/// Standard output is written when this much has come together.
static constexpr size_t bufferBytes = 1 << 16;

template <typename T>
static void appendNumber(T value) {
  char digits[64];
  auto result = std::to_chars(digits, digits + sizeof(digits), value);
  line.append(digits, result.ptr);
}

template <typename T>
static void appendFloat(T value) {
  size_t start = line.size();
  appendNumber(value);
  if (line.find_first_not_of("-0123456789", start) == std::string::npos)
    line += ".0";
}

void aikernel::runtime::appendToLine(const char *text) { line += text; }
void aikernel::runtime::appendToLine(int64_t value) { appendNumber(value); }
void aikernel::runtime::appendToLine(uint64_t value) { appendNumber(value); }
void aikernel::runtime::appendToLine(float value) { appendFloat(value); }
void aikernel::runtime::appendToLine(double value) { appendFloat(value); }

void PrintBuffer::setFunction(AikPrintFn newFunction, void *newUser) {
  flush();
  std::lock_guard lock(mutex);
  function = newFunction;
  user = newUser;
}

void PrintBuffer::endLine() {
  line += '\n';
  std::lock_guard lock(mutex);
  lines += line;
  line.clear();
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
