//===- TemporaryDirectory.h - A private place for files ---------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_TEMPORARYDIRECTORY_H
#define AIKERNEL_TARGET_TEMPORARYDIRECTORY_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace aikernel {

/// A directory that only this user can enter, removed with everything in it.
class TemporaryDirectory {
public:
  static llvm::Expected<TemporaryDirectory> create();
  TemporaryDirectory(TemporaryDirectory &&other) : path(std::move(other.path)) {
    other.path.clear();
  }
  ~TemporaryDirectory();

  std::string file(llvm::StringRef name) const {
    return path + "/" + name.str();
  }

private:
  explicit TemporaryDirectory(std::string path) : path(std::move(path)) {}
  std::string path;
};

/// Writes a whole file; the error names it.
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef contents);

} // namespace aikernel

#endif // AIKERNEL_TARGET_TEMPORARYDIRECTORY_H
