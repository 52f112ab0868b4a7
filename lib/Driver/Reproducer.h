//===- Reproducer.h - What to send us when pxc fails ------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_REPRODUCER_H
#define AIKERNEL_LIB_DRIVER_REPRODUCER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace aikernel {

/// A pipeline that failed, as `aikernel-opt --run-reproducer` takes it.
struct PipelineReproducer {
  std::string module;
  std::string pipeline;
};

/// Remember what is being compiled, so that an internal error can leave it
/// behind. There is one of each in a process: the last one set.
void setReproducerCommand(llvm::ArrayRef<const char *> arguments);
/// `path` as the command has it.
/// A file that it includes; `text` must stay.
void addReproducerSource(llvm::StringRef path, llvm::StringRef text);
void setReproducerSource(llvm::StringRef path, llvm::StringRef source);

/// Writes the input, the command and, if given, the pipeline into a new
/// directory, whose name is returned; nothing when it cannot be written.
std::optional<std::string>
writeReproducer(const std::optional<PipelineReproducer> &pipeline);

/// While the user's program runs, an access to memory that is not there is that
/// program's error: exit code 1, and a message instead of a reproducer. A
/// program with --check=bounds makes none.
class UserProgramRuns {
public:
  explicit UserProgramRuns(bool checksBounds);
  ~UserProgramRuns();
};

/// From now on a crash or a fatal error of LLVM ends the process with exit code
/// 70, after writing the reproducer and naming it. For the mains of tools only.
void installCrashHandlers();

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_REPRODUCER_H
