//===- SourceFile.cpp - px files as commands take them --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceFile.h"
#include "Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace aikernel;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

std::string aikernel::shownName(StringRef path) {
  return path == "-" ? "<stdin>" : path.str();
}

static llvm::Error findBelow(StringRef folder,
                             std::vector<std::string> &files) {
  std::error_code failure;
  std::vector<std::string> found;
  fs::recursive_directory_iterator at(folder, failure), end;
  for (; !failure && at != end; at.increment(failure)) {
    StringRef name = llvm::sys::path::filename(at->path());
    bool isFolder = at->type() == fs::file_type::directory_file;
    if (name.starts_with(".")) {
      if (isFolder)
        at.no_push();
    } else if (!isFolder && name.ends_with(".px")) {
      found.push_back(
          llvm::sys::path::remove_leading_dotslash(at->path()).str());
    }
  }
  if (failure)
    return llvm::createStringError(failure, "cannot read '" + folder +
                                                "': " + failure.message());
  llvm::sort(found);
  llvm::append_range(files, found);
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::string>>
aikernel::findSources(llvm::ArrayRef<std::string> arguments) {
  std::vector<std::string> files;
  for (const std::string &argument : arguments) {
    if (argument == "-" || !fs::is_directory(argument))
      files.push_back(argument);
    else if (llvm::Error error = findBelow(argument, files))
      return std::move(error);
  }
  return files;
}

llvm::Error aikernel::rewriteSource(StringRef path, StringRef contents) {
  llvm::SmallString<128> target;
  if (fs::real_path(path, target))
    target = path;
  auto permissions = fs::getPermissions(target);
  std::error_code failure = permissions.getError();
  if (!failure)
    failure = fs::access(target, fs::AccessMode::Write);
  if (failure)
    return llvm::createStringError(failure, "cannot write '" + path +
                                                "': " + failure.message());
  OutputSet output;
  if (llvm::Error error = output.add(target, contents, *permissions))
    return error;
  return output.commit();
}
