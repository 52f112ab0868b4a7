//===- Rewrite.h - Commands that change px files -------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_SOURCES_REWRITE_H
#define AIKERNEL_LIB_DRIVER_SOURCES_REWRITE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace aikernel {

struct RewriteOptions {
  std::vector<std::string> inputs; ///< files, folders, "-"
  bool check = false;              ///< only say which files would change
  bool diff = false;               ///< only show how
};

/// What a command makes of a file's text; nothing when it refuses the file and
/// has said why. `path` is for messages.
using Rewriter = llvm::function_ref<std::optional<std::string>(
    llvm::StringRef path, llvm::StringRef text)>;

/// Rewrites all files, whatever happens to the others; returns the exit code.
int rewriteSources(const RewriteOptions &options, Rewriter rewrite);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_SOURCES_REWRITE_H
