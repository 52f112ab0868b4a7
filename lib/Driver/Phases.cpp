//===- Phases.cpp - What a compilation did, step by step ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Phases.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"

using namespace aikernel;
using llvm::StringRef;

llvm::Error Phases::prepare() {
  if (!keeps())
    return llvm::Error::success();
  if (std::error_code code = llvm::sys::fs::create_directories(directory))
    return llvm::createStringError(code, "cannot create the directory '" +
                                             directory +
                                             "': " + code.message());
  return llvm::Error::success();
}

void Phases::keep(StringRef file, StringRef contents) {
  if (!keeps())
    return;
  llvm::Error error = writeFile(directory + "/" + file.str(), contents);
  std::lock_guard lock(mutex);
  if (error)
    problem = llvm::toString(std::move(error));
}

llvm::Error Phases::takeError() {
  std::lock_guard lock(mutex);
  return problem.empty() ? llvm::Error::success()
                         : llvm::createStringError(problem);
}

Phases::Timer::~Timer() {
  std::chrono::duration<double> elapsed = Clock::now() - start;
  std::lock_guard lock(phases.mutex);
  phases.times.push_back({std::move(name), elapsed.count()});
}

void aikernel::printTimes(llvm::raw_ostream &os,
                          llvm::ArrayRef<PhaseTime> times, double wallSeconds) {
  for (const PhaseTime &phase : times)
    os << llvm::format("%9.2f ms  ", phase.seconds * 1e3) << phase.name << '\n';
  os << llvm::format("%9.2f ms  ", wallSeconds * 1e3)
     << "in all (targets are compiled side by side)\n";
}
