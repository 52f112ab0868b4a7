//===- Print.h - What PRINT writes -----------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_PRINT_H
#define AIKERNEL_RUNTIME_PRINT_H

#include "aikernel/runtime.h"
#include <mutex>
#include <string>

namespace aikernel::runtime {

void append(std::string &line, int64_t value);
void append(std::string &line, uint64_t value);
/// The shortest text that reads back as the same value; "1.0" for a whole one.
void append(std::string &line, float value);
void append(std::string &line, double value);
inline void append(std::string &line, const char *text) { line += text; }

/// The line that the calling thread is putting together.
std::string &ownLine();

/// Collects whole lines from all threads.
class PrintBuffer {
public:
  ~PrintBuffer() { flush(); }

  void setFunction(AikPrintFn function, void *user);
  /// Takes over the calling thread's line.
  void endLine();
  void add(std::string_view wholeLines);
  /// Returns the first error of writing, an errno, since the last flush; 0 if
  /// there is none.
  int flush();

  /// Whether lines of kernels begin with the place and the thread.
  bool namesPlaces = true;

private:
  void writeToStandardOutput();

  std::mutex mutex;
  std::string lines;
  int writeError = 0;
  AikPrintFn function = nullptr;
  void *user = nullptr;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_PRINT_H
