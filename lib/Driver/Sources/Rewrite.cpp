//===- Rewrite.cpp - Commands that change px files ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewrite.h"
#include "../Output.h"
#include "../Reproducer.h"
#include "../SourceFile.h"
#include "../SourceReader.h"
#include "UnifiedDiff.h"
#include "aikernel/Driver/Compilation.h"

using namespace aikernel;
using llvm::StringRef;

static int complain(const llvm::Twine &message) {
  llvm::errs() << "pxc: error: " << message << '\n';
  return InputError;
}

static int complain(llvm::Error error) {
  return complain(llvm::toString(std::move(error)));
}

static int applyTo(StringRef path, const RewriteOptions &options,
                   Rewriter rewrite) {
  llvm::ErrorOr<std::string> before = readSource(path);
  if (!before)
    return complain("cannot read '" + path +
                    "': " + before.getError().message());
  std::string name = shownName(path);
  setReproducerSource(path, *before);
  std::optional<std::string> after = rewrite(name, *before);
  if (!after)
    return InputError;
  bool isSame = *after == *before;
  if (options.diff || options.check) {
    int written = Success;
    if (options.diff)
      written = printText(unifiedDiff(name, *before, *after));
    else if (!isSame)
      written = printText(name + "\n");
    return options.check && !isSame ? InputError : written;
  }
  if (path == "-")
    return printText(*after);
  if (isSame)
    return Success;
  if (llvm::Error error = rewriteSource(path, *after))
    return complain(std::move(error));
  return Success;
}

int aikernel::rewriteSources(const RewriteOptions &options, Rewriter rewrite) {
  llvm::Expected<std::vector<std::string>> files = findSources(options.inputs);
  if (!files)
    return complain(files.takeError());
  int exitCode = Success;
  for (const std::string &path : *files)
    exitCode = std::max(exitCode, applyTo(path, options, rewrite));
  return exitCode;
}
