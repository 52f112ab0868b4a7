//===- Subcommands.h - What pxc can be told to do ---------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_DRIVER_SUBCOMMANDS_H
#define AIKERNEL_DRIVER_SUBCOMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace aikernel {

/// The mains of `pxc [compile]`, `pxc run` and so on. `argv` holds the
/// arguments after the subcommand's name. Each returns the exit code.
int compileMain(int argc, char **argv);
int runMain(int argc, char **argv);
int inspectMain(int argc, char **argv);
int formatMain(int argc, char **argv);
int checkMain(int argc, char **argv);
int fixMain(int argc, char **argv);
int explainMain(int argc, char **argv);

struct Subcommand {
  llvm::StringRef name;
  int (*main)(int argc, char **argv);
};
/// All but the compiler itself.
llvm::ArrayRef<Subcommand> allSubcommands();

} // namespace aikernel

#endif // AIKERNEL_DRIVER_SUBCOMMANDS_H
