//===- Output.cpp - Files appear whole or not at all ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/stat.h>

using namespace aikernel;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

OutputSet::~OutputSet() {
  for (const Pending &file : files)
    fs::remove(file.temporary);
}

static llvm::Error cannotWrite(StringRef path, std::error_code code) {
  return llvm::createStringError(code, "cannot write '" + path +
                                           "': " + code.message());
}

/// What the shell would have given a new file.
static fs::perms permissionsFor(bool executable) {
  mode_t mask = umask(0);
  umask(mask);
  return fs::perms((executable ? 0777 : 0666) & ~mask);
}

llvm::Error OutputSet::add(StringRef path, StringRef contents,
                           bool executable) {
  return add(path, contents, permissionsFor(executable));
}

llvm::Error OutputSet::add(StringRef path, StringRef contents,
                           fs::perms permissions) {
  if (path == "-") {
    standardOutput.push_back(contents.str());
    return llvm::Error::success();
  }
  fs::file_status status;
  if (!fs::status(path, status) &&
      status.type() != fs::file_type::regular_file) {
    if (status.type() == fs::file_type::directory_file)
      return cannotWrite(path, std::make_error_code(std::errc::is_a_directory));
    return writeFile(path, contents); // a device or a pipe is never replaced
  }
  llvm::SmallString<128> temporary;
  if (std::error_code code =
          fs::createUniqueFile(path + ".%%%%%%%%.tmp", temporary))
    return cannotWrite(path, code);
  files.push_back({temporary.str().str(), path.str()});
  if (llvm::Error error = writeFile(temporary, contents))
    return cannotWrite(path, llvm::errorToErrorCode(std::move(error)));
  if (std::error_code code = fs::setPermissions(temporary, permissions))
    return cannotWrite(path, code);
  return llvm::Error::success();
}

llvm::Error OutputSet::commit() {
  while (!files.empty()) {
    if (std::error_code code =
            fs::rename(files.back().temporary, files.back().path))
      return cannotWrite(files.back().path, code);
    files.pop_back();
  }
  for (const std::string &text : standardOutput)
    llvm::outs() << text;
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return llvm::Error::success();
  std::error_code code = llvm::outs().error();
  llvm::outs().clear_error();
  return cannotWrite("standard output", code);
}

int aikernel::printText(StringRef text) {
  OutputSet output;
  llvm::Error error = output.add("-", text);
  if (!error)
    error = output.commit();
  if (!error)
    return Success;
  llvm::errs() << "pxc: error: " << llvm::toString(std::move(error)) << '\n';
  return InputError;
}
