//===- SourceReader.cpp - px files by name ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceReader.h"
#include "Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace aikernel;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::ErrorOr<std::string> aikernel::readSource(StringRef file) {
  fs::file_t handle = fs::getStdinHandle();
  if (file != "-") {
    auto opened = fs::openNativeFileForRead(file);
    if (!opened)
      return llvm::errorToErrorCode(opened.takeError());
    handle = *opened;
  }
  std::string text;
  std::error_code failure;
  for (bool isAtEnd = false; !isAtEnd && text.size() <= px::maxFileBytes;) {
    char piece[64 << 10];
    auto count = fs::readNativeFile(handle, piece);
    if (count)
      text.append(piece, *count);
    else
      failure = llvm::errorToErrorCode(count.takeError());
    isAtEnd = failure || *count == 0;
  }
  if (file != "-")
    fs::closeFile(handle);
  if (failure)
    return failure;
  return text;
}

/// The folder that holds px/, with the standard library: beside the compiler.
static std::string libraryDirectory() {
  llvm::SmallString<128> directory = path::parent_path(libraryPath());
  path::append(directory, "../include");
  llvm::SmallString<128> real;
  return fs::real_path(directory, real) ? directory.str().str()
                                        : real.str().str();
}

SourceReader::SourceReader(llvm::ArrayRef<std::string> directories)
    : directories(directories.begin(), directories.end()) {
  this->directories.push_back(libraryDirectory());
}

std::string SourceReader::identityOf(StringRef file) {
  llvm::SmallString<128> real;
  return fs::real_path(file, real) ? file.str() : real.str().str();
}

/// The px files in the folder that `name` leads to, named like it.
static void addNeighbors(StringRef directory, StringRef name,
                         std::vector<std::string> &known) {
  StringRef folder = path::parent_path(name);
  llvm::SmallString<128> where = directory.empty() ? "." : directory;
  path::append(where, folder);
  std::error_code error;
  for (fs::directory_iterator entry(where, error), end; !error && entry != end;
       entry.increment(error)) {
    llvm::SmallString<128> candidate = folder;
    path::append(candidate, path::filename(entry->path()));
    if (path::extension(candidate) == ".px")
      known.push_back(candidate.str().str());
  }
}

std::variant<px::IncludedFile, px::IncludeFailure>
SourceReader::read(StringRef name, StringRef includer) {
  std::vector<std::string> places = {path::parent_path(includer).str()};
  if (path::is_absolute(name))
    places = {""};
  else
    places.insert(places.end(), directories.begin(), directories.end());

  px::IncludeFailure failure{"no such file", {}};
  for (const std::string &directory : places) {
    llvm::SmallString<128> file(directory);
    path::append(file, name);
    path::remove_dots(file);
    llvm::ErrorOr<std::string> text =
        std::make_error_code(std::errc::is_a_directory);
    if (!fs::is_directory(file))
      text = readFile(file);
    if (text)
      return px::IncludedFile{file.str().str(), identityOf(file),
                              std::move(*text)};
    if (text.getError() != std::errc::no_such_file_or_directory) {
      failure.reason = text.getError().message();
      break;
    }
    addNeighbors(directory, name, failure.known);
  }
  return failure;
}

px::Options aikernel::languageOptions(const CompileOptions &options,
                                      SourceReader &reader) {
  px::Options result;
  result.includes = &reader;
  result.defines = options.defines;
  result.contractFloatingPoint = options.contractFloatingPoint;
  result.allowDivergentBarriers = options.checkDivergence;
  return result;
}
