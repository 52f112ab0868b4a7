//===- SourceFile.h - px files as commands take them ---------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_SOURCEFILE_H
#define AIKERNEL_LIB_DRIVER_SOURCEFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace aikernel {

/// How messages call the file.
std::string shownName(llvm::StringRef path);

/// The files that arguments name: of a folder, all that end in .px in it and in
/// its folders, but for those whose names begin with a point.
llvm::Expected<std::vector<std::string>>
findSources(llvm::ArrayRef<std::string> arguments);

/// Replaces the contents of a file, all at once. It keeps its permissions, and
/// a link still leads to it.
llvm::Error rewriteSource(llvm::StringRef path, llvm::StringRef contents);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_SOURCEFILE_H
