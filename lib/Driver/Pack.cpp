//===- Pack.cpp - Artifacts in other wrappings ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Pack.h"
#include "Version.h"
#include "aikernel/Artifact/CHeader.h"
#include "aikernel/Artifact/Container.h"
#include "aikernel/Artifact/Inspect.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <cstring>

using namespace aikernel;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Executables and archives
//===----------------------------------------------------------------------===//

/// The artifact begins at a page, so that it can be mapped.
static constexpr uint64_t pageSize = 4096;

/// Beside the compiler library, or in the neighboring folder for programs.
static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> readLauncher() {
  StringRef name = "aikernel-launcher";
  std::string library = libraryPath();
  StringRef directory = llvm::sys::path::parent_path(library);
  for (StringRef folder : {"../bin", "../libexec/aikernel", "."}) {
    llvm::SmallString<128> path = directory;
    llvm::sys::path::append(path, folder, name);
    if (auto buffer = llvm::MemoryBuffer::getFile(path))
      return std::move(*buffer);
  }
  return llvm::createStringError("executables need the program '" + name +
                                 "', which should be in '" + directory +
                                 "/../bin'");
}

llvm::Expected<std::string> aikernel::makeExecutable(StringRef artifact) {
  auto launcher = readLauncher();
  if (!launcher)
    return launcher.takeError();
  std::string file = (*launcher)->getBuffer().str();
  file.resize(llvm::alignTo(file.size(), pageSize));
  auto trailer = artifact::makeTrailer(file.size(), artifact.size());
  file += artifact;
  file.append(reinterpret_cast<const char *>(&trailer), sizeof(trailer));
  return file;
}

llvm::Expected<std::string> aikernel::makeArchive(StringRef member,
                                                  StringRef object) {
  llvm::NewArchiveMember entry(llvm::MemoryBufferRef(object, member));
  entry.Perms = 0644;
  auto archive =
      llvm::writeArchiveToBuffer(entry, llvm::SymtabWritingMode::NormalSymtab,
                                 llvm::object::Archive::K_GNU,
                                 /*Deterministic=*/true, /*Thin=*/false);
  if (!archive)
    return archive.takeError();
  return (*archive)->getBuffer().str();
}

//===----------------------------------------------------------------------===//
// From the table of contents
//===----------------------------------------------------------------------===//

static llvm::Expected<artifact::Reader> readContents(StringRef elf) {
  artifact::Bytes bytes(llvm::arrayRefFromStringRef(elf));
  std::string error;
  if (auto contents = artifact::findTableOfContents(bytes, error))
    if (auto reader = artifact::Reader::parse(*contents, error))
      return *reader;
  return llvm::createStringError(error);
}

llvm::Expected<std::string> aikernel::makeHeader(StringRef elf) {
  auto reader = readContents(elf);
  if (!reader)
    return reader.takeError();
  return artifact::writeCHeader(artifact::describe(*reader));
}

void aikernel::printResources(StringRef elf, llvm::raw_ostream &os) {
  if (auto reader = readContents(elf))
    artifact::inspectAsText(*reader, {}, os);
  else
    llvm::consumeError(reader.takeError());
}

//===----------------------------------------------------------------------===//
// Boot images
//===----------------------------------------------------------------------===//

std::string aikernel::makeBootImage(const px::Program &program) {
  constexpr size_t sectorSize = 512;
  std::string memory(1 << 16, '\0');
  for (const px::ImageByte &byte : program.image)
    memory[byte.address] = byte.value;
  memory[sectorSize - 2] = '\x55';
  memory[sectorSize - 1] = '\xaa';
  size_t last = memory.find_last_not_of('\0');
  memory.resize(std::max(sectorSize, last + 1));
  return memory;
}
