//===- RunCommandLine.h - What pxc run was told ----------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_RUNCOMMANDLINE_H
#define AIKERNEL_LIB_DRIVER_RUN_RUNCOMMANDLINE_H

#include "Compare.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/abi.h"
#include <optional>

namespace aikernel::run {

/// A parameter or an input and what was said of it.
struct NamedValue {
  std::string name;
  std::string value;
  std::string option; ///< as given, for messages: "--in a", "--n"
};

struct Expectation : NamedValue {
  std::optional<double> relative, absolute;

  Tolerance tolerance() const {
    return {relative.value_or(0), absolute.value_or(0)};
  }
};

struct RunCommandLine {
  std::string input; ///< a px file, "-", or an artifact
  CompileOptions compile;
  std::vector<std::string> compileArguments; ///< as given
  std::string kernel;                        ///< empty: the host program
  std::optional<AikDim3> grid, block;
  uint32_t dynamicShared = 0;

  std::vector<NamedValue> values;
  std::vector<NamedValue> outputs;
  std::vector<Expectation> expectations;

  std::string cpu = "auto";
  uint32_t threads = 0; ///< 0: one for each core
  bool printsPlaces = true;

  bool isTimed = false;
  uint32_t runs = 0; ///< 0: as many as half a second has room for
  bool json = false;
  bool verbose = false;
  bool help = false;
};

/// Reads the arguments after `run`. On a mistake says on `errs` which one, and
/// gives nothing.
std::optional<RunCommandLine>
parseRunCommandLine(llvm::ArrayRef<const char *> arguments,
                    llvm::raw_ostream &errs);

void printRunHelp(llvm::raw_ostream &os);

/// Whether `--name` is an option of pxc run itself; an input of that name is
/// given behind `--`.
bool isRunOption(llvm::StringRef name);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_RUNCOMMANDLINE_H
