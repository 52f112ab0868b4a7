//===- CommandLine.h - What pxc was told ------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_COMMANDLINE_H
#define AIKERNEL_LIB_DRIVER_COMMANDLINE_H

#include "aikernel/Driver/Compilation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Option/ArgList.h"
#include <optional>

namespace aikernel {

enum class OutputKind : uint8_t {
#define AIKERNEL_OUTPUT(Kind, Spelling, Extension, Source) Kind,
#include "Outputs.def"
};

/// What an output is made from: the latest step of the compilation that it
/// needs.
enum class OutputSource : uint8_t {
  Text,
  Program,
  Module,
  OneTarget,
  Artifact
};

OutputSource sourceOf(OutputKind kind);
llvm::StringRef spellingOf(OutputKind kind);
llvm::StringRef extensionOf(OutputKind kind);

struct CommandLine {
  CompileOptions options;
  std::string input;
  /// Empty: named after the input. "-": standard output.
  std::string output;
  /// From `--emit` or the ending of the output's name. None: a library, or, for
  /// an output with another name, an executable.
  std::optional<OutputKind> emit;
  bool verbose = false;
  bool timePhases = false;
  bool printPipeline = false;
  bool saveTemps = false;
  bool help = false;
  bool version = false;
};

/// Reads the arguments. On a mistake says on `errs` which one, and gives
/// nothing.
std::optional<CommandLine>
parseCommandLine(llvm::ArrayRef<const char *> arguments,
                 llvm::raw_ostream &errs);

/// The arguments of other commands that are those of the compiler, by the
/// groups of their table, and what the compiler makes of them.
llvm::opt::ArgStringList forwarded(const llvm::opt::InputArgList &list,
                                   llvm::ArrayRef<unsigned> groups);
std::optional<CompileOptions>
parseForwarded(const llvm::opt::InputArgList &list,
               llvm::ArrayRef<unsigned> groups, llvm::raw_ostream &errs);

void printHelp(llvm::raw_ostream &os);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_COMMANDLINE_H
