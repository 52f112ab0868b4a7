//===- Report.h - What pxc run says at the end -----------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_REPORT_H
#define AIKERNEL_LIB_DRIVER_RUN_REPORT_H

#include "Binding.h"

namespace aikernel::run {

/// The outcome of one --expect.
struct Check {
  std::string name;
  std::string type;
  uint64_t count;
  Tolerance tolerance;
  Comparison comparison;
  /// Of the first element that does not pass.
  std::string index, actual, expected;

  bool passed() const { return comparison.differing == 0; }
};

struct WrittenArray {
  std::string name, path;
};

struct Report {
  std::string input;
  std::string kernel; ///< empty: the host program
  AikDim3 grid{}, block{};
  std::string code; ///< "avx512"
  uint32_t threads = 0;

  double compileSeconds = 0;
  bool wasCached = false;
  bool wasCompiledBefore = false; ///< an artifact was given
  std::vector<PhaseTime> phases;

  std::vector<double> runSeconds; ///< warm-up excluded
  AikMemoryReport memory{};       ///< of the first run
  uint64_t bytes = 0;             ///< of all arrays

  std::vector<Argument> arguments;
  std::vector<Check> checks;
  std::vector<WrittenArray> written;
  std::string
      printed; ///< what PRINT wrote, when it did not go to standard output

  double median() const;
  double least() const;
};

void printText(const Report &report, bool verbose, llvm::raw_ostream &os);
void printJson(const Report &report, llvm::raw_ostream &os);

/// "1.25 ms"
std::string formatSeconds(double seconds);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_REPORT_H
