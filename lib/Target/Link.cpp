//===- Link.cpp - lld, in this process ------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Link.h"
#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "lld/Common/Driver.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"
#include <mutex>

LLD_HAS_DRIVER(elf)

using namespace aikernel;
using llvm::StringRef;

/// Calls lld once. After a crash inside lld its state is unusable for good.
static llvm::Error callLld(mlir::Location location,
                           llvm::ArrayRef<const char *> arguments) {
  static std::mutex mutex;
  static bool usable = true;
  std::lock_guard lock(mutex);
  if (!usable)
    return internalError(location,
                         "the linker has failed before and cannot run again");

  std::string output;
  llvm::raw_string_ostream os(output);
  lld::Result result =
      lld::lldMain(arguments, os, os, {{lld::Gnu, &lld::elf::link}});
  usable = result.canRunAgain;
  if (result.retCode == 0)
    return llvm::Error::success();
  std::string message = ("linking failed: " + StringRef(output).trim()).str();
  bool noPlace = StringRef(output).contains("cannot open output file") ||
                 StringRef(output).contains("failed to write");
  return noPlace ? llvm::createStringError(message)
                 : internalError(location, message);
}

llvm::Expected<Bytes> aikernel::linkELF(mlir::Location location,
                                        llvm::ArrayRef<StringRef> objects,
                                        llvm::ArrayRef<StringRef> arguments) {
  auto directory = TemporaryDirectory::create();
  if (!directory)
    return directory.takeError();

  std::string output = directory->file("out");
  std::vector<std::string> strings = {"ld.lld", "--threads=1", "-o", output};
  strings.insert(strings.end(), arguments.begin(), arguments.end());
  for (auto [index, object] : llvm::enumerate(objects)) {
    strings.push_back(directory->file(std::to_string(index) + ".o"));
    if (llvm::Error error = writeFile(strings.back(), object))
      return error;
  }

  std::vector<const char *> argv;
  for (const std::string &string : strings)
    argv.push_back(string.c_str());
  if (llvm::Error error = callLld(location, argv))
    return error;

  auto buffer = llvm::MemoryBuffer::getFile(output);
  if (!buffer)
    return internalError(location, "linking failed: no output");
  return Bytes((*buffer)->getBufferStart(), (*buffer)->getBufferEnd());
}

std::optional<std::string> aikernel::undefinedSymbol(StringRef elf) {
  auto object = llvm::object::ObjectFile::createELFObjectFile(
      llvm::MemoryBufferRef(elf, ""));
  if (!object) {
    llvm::consumeError(object.takeError());
    return std::nullopt;
  }
  for (const llvm::object::SymbolRef &symbol : (*object)->symbols()) {
    auto flags = llvm::cantFail(symbol.getFlags());
    StringRef name = llvm::cantFail(symbol.getName());
    if ((flags & llvm::object::SymbolRef::SF_Undefined) && !name.empty())
      return name.str();
  }
  return std::nullopt;
}
