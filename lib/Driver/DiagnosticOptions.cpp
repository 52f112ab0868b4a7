//===- DiagnosticOptions.cpp - How messages are given ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiagnosticOptions.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Process.h"

using namespace aikernel;
using llvm::StringRef;

std::optional<bool> aikernel::colorChoice(StringRef when) {
  bool isWanted = llvm::sys::Process::StandardErrHasColors() &&
                  !llvm::sys::Process::GetEnv("NO_COLOR");
  return llvm::StringSwitch<std::optional<bool>>(when)
      .Case("auto", isWanted)
      .Case("always", true)
      .Case("never", false)
      .Default(std::nullopt);
}
