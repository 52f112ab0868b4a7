//===- Compilation.h - From a px source to an artifact ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_DRIVER_COMPILATION_H
#define AIKERNEL_DRIVER_COMPILATION_H

#include "aikernel/Frontend/Px/Warnings.h"
#include "aikernel/Target/Target.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace aikernel {

/// Exit codes of every tool.
enum ExitCode : int { Success = 0, InputError = 1, InternalError = 70 };

/// What is said about a source, and in which form.
struct MessageOptions {
  enum class Format : uint8_t { Text, Json, Sarif };
  Format format = Format::Text;
  bool useColor = false;
  px::WarningSettings warnings;
};

/// What is compiled for and how. All of it except the last group is part of the
/// key under which an artifact is cached.
struct CompileOptions {
  /// Empty means the default set.
  std::vector<const Target *> targets;
  unsigned optLevel = 2;
  bool debugInfo = false;
  bool checkBounds = false;
  bool checkRaces = false;
  bool checkUnset = false;
  bool checkDivergence = false;
  bool contractFloatingPoint = true;
  /// `-D NAME=VALUE`.
  std::vector<std::pair<std::string, std::string>> defines;
  std::vector<std::string> includeDirectories;

  /// What only code for the CPU can find.
  bool checksThreads() const {
    return checkRaces || checkUnset || checkDivergence;
  }

  bool useCache = true;
  MessageOptions messages;
  /// Writes what every phase produced into this directory.
  std::string dumpPhasesTo;
};

struct PhaseTime {
  std::string name;
  double seconds;
};

struct CompileResult {
  /// An ELF shared object: host code, device images and the table of contents.
  llvm::SmallVector<char, 0> artifact;
  /// The phases in the order in which they ran; one row when it was cached.
  std::vector<PhaseTime> phases;
  bool cached = false;

  double seconds() const {
    double sum = 0;
    for (const PhaseTime &phase : phases)
      sum += phase.seconds;
    return sum;
  }
};

/// Compiles the file at `path` ("-": standard input). Diagnostics go to `errs`.
/// On failure returns null and sets `exitCode` to InputError or InternalError.
std::unique_ptr<CompileResult> compileToArtifact(llvm::StringRef path,
                                                 const CompileOptions &options,
                                                 llvm::raw_ostream &errs,
                                                 int &exitCode);

} // namespace aikernel

#endif // AIKERNEL_DRIVER_COMPILATION_H
