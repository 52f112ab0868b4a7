//===- Phases.h - What a compilation did, step by step ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_PHASES_H
#define AIKERNEL_LIB_DRIVER_PHASES_H

#include "aikernel/Driver/Compilation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <mutex>

namespace aikernel {

/// Times the phases and, when asked to, keeps what they produced. May be used
/// by several threads.
class Phases {
public:
  /// `directory` is empty when nothing is kept.
  explicit Phases(std::string directory) : directory(std::move(directory)) {}

  void keepIn(std::string where) { directory = std::move(where); }
  /// Creates the directory.
  llvm::Error prepare();

  bool keeps() const { return !directory.empty(); }
  /// Writes one product; an error shows up in `takeError`.
  void keep(llvm::StringRef file, llvm::StringRef contents);
  llvm::Error takeError();

  /// From construction to destruction is one phase.
  class Timer {
  public:
    Timer(Phases &phases, std::string name)
        : phases(phases), name(std::move(name)), start(Clock::now()) {}
    ~Timer();

  private:
    using Clock = std::chrono::steady_clock;
    Phases &phases;
    std::string name;
    Clock::time_point start;
  };

  std::vector<PhaseTime> times;

private:
  std::mutex mutex;
  std::string directory;
  std::string problem;
};

void printTimes(llvm::raw_ostream &os, llvm::ArrayRef<PhaseTime> times,
                double wallSeconds);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_PHASES_H
