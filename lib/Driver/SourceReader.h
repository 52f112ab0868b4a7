//===- SourceReader.h - px files by name --------------------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_SOURCEREADER_H
#define AIKERNEL_LIB_DRIVER_SOURCEREADER_H

#include "aikernel/Driver/Compilation.h"
#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/Support/ErrorOr.h"

namespace aikernel {

/// A file's text, or as much as suffices to see that it is too long; "-" is
/// standard input.
llvm::ErrorOr<std::string> readSource(llvm::StringRef path);

/// Looks for included files beside the one that includes them, in the folders
/// of -I, then in the folder of the standard library.
class SourceReader : public px::IncludeReader {
public:
  explicit SourceReader(llvm::ArrayRef<std::string> directories);

  std::string identityOf(llvm::StringRef file) override;
  std::variant<px::IncludedFile, px::IncludeFailure>
  read(llvm::StringRef name, llvm::StringRef includer) override;

protected:
  virtual llvm::ErrorOr<std::string> readFile(llvm::StringRef file) {
    return readSource(file);
  }

private:
  std::vector<std::string> directories;
};

/// What of the options matters to the front end.
px::Options languageOptions(const CompileOptions &options,
                            SourceReader &reader);

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_SOURCEREADER_H
