//===- Output.h - Files appear whole or not at all --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_OUTPUT_H
#define AIKERNEL_LIB_DRIVER_OUTPUT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include <string>
#include <vector>

namespace aikernel {

/// Files that are written together. Nothing has its final name before `commit`,
/// which renames them all; without it they are removed.
class OutputSet {
public:
  OutputSet() = default;
  OutputSet(const OutputSet &) = delete;
  OutputSet &operator=(const OutputSet &) = delete;
  ~OutputSet();

  /// `path` may be "-" for standard output.
  llvm::Error add(llvm::StringRef path, llvm::StringRef contents,
                  bool executable = false);
  llvm::Error add(llvm::StringRef path, llvm::StringRef contents,
                  llvm::sys::fs::perms permissions);
  llvm::Error commit();

private:
  struct Pending {
    std::string temporary;
    std::string path;
  };
  std::vector<Pending> files;
  std::vector<std::string> standardOutput;
};

/// Writes to standard output; returns the exit code.
int printText(llvm::StringRef text);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_OUTPUT_H
