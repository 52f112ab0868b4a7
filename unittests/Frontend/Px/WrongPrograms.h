//===- WrongPrograms.h - One mistake for each diagnostic --------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_FRONTEND_PX_WRONGPROGRAMS_H
#define AIKERNEL_UNITTESTS_FRONTEND_PX_WRONGPROGRAMS_H

#include "TestSupport.h"

namespace aikernel::px::test {

/// A program with one mistake, and the one thing that is said about it.
struct WrongProgram {
  std::string text;
  DiagnosticId expected;
  std::vector<std::pair<std::string, std::string>> defines = {};
  std::string warning = ""; ///< the flag of one that is off by default
};

const std::vector<WrongProgram> &wrongPrograms();

/// With the warnings that the program is for.
inline WarningSettings warningsOf(const WrongProgram &wrong) {
  WarningSettings warnings;
  if (!wrong.warning.empty())
    warnings.apply(wrong.warning);
  return warnings;
}

} // namespace aikernel::px::test

#endif // AIKERNEL_UNITTESTS_FRONTEND_PX_WRONGPROGRAMS_H
