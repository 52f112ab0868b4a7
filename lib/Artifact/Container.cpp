//===- Container.cpp - Finds the artifact in a file -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Container.h"
#include <cstring>
#include <elf.h>

using namespace aikernel::artifact;

namespace {

template <typename T>
std::optional<T> read(Bytes bytes, uint64_t offset) {
  if (offset > bytes.size() || sizeof(T) > bytes.size() - offset)
    return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

bool isElf64(const Elf64_Ehdr &header) {
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
         header.e_ident[EI_CLASS] == ELFCLASS64 &&
         header.e_ident[EI_DATA] == ELFDATA2LSB &&
         header.e_shentsize == sizeof(Elf64_Shdr);
}

std::optional<Bytes> contents(Bytes elf, const Elf64_Shdr &section) {
  if (section.sh_type == SHT_NOBITS || section.sh_offset > elf.size() ||
      section.sh_size > elf.size() - section.sh_offset)
    return std::nullopt;
  return elf.subspan(section.sh_offset, section.sh_size);
}

bool nameIs(Bytes names, uint64_t offset, std::string_view name) {
  return offset < names.size() && name.size() < names.size() - offset &&
         std::memcmp(names.data() + offset, name.data(), name.size()) == 0 &&
         names[offset + name.size()] == 0;
}

} // namespace

std::optional<Bytes>
aikernel::artifact::findTableOfContents(Bytes elf, std::string &error) {
  auto header = read<Elf64_Ehdr>(elf, 0);
  if (!header || !isElf64(*header)) {
    error = "not an artifact: not a 64-bit little-endian ELF file";
    return std::nullopt;
  }
  uint64_t tableBytes = header->e_shnum * sizeof(Elf64_Shdr);
  if (header->e_shoff > elf.size() ||
      tableBytes > elf.size() - header->e_shoff) {
    error = "the artifact is damaged: its ELF file is cut off";
    return std::nullopt;
  }
  auto section = [&](uint64_t index) {
    return *read<Elf64_Shdr>(elf, header->e_shoff + index * sizeof(Elf64_Shdr));
  };

  auto names = header->e_shstrndx < header->e_shnum
                   ? contents(elf, section(header->e_shstrndx))
                   : std::nullopt;
  if (!names) {
    error = "not an artifact: the ELF file has no readable section names";
    return std::nullopt;
  }
  for (uint64_t i = 0; i != header->e_shnum; ++i) {
    Elf64_Shdr candidate = section(i);
    if (!nameIs(*names, candidate.sh_name, format::sectionName))
      continue;
    if (auto found = contents(elf, candidate))
      return found;
    error = "the artifact is damaged: its section .aikernel is cut off";
    return std::nullopt;
  }
  error = "not an artifact: the ELF file has no section .aikernel";
  return std::nullopt;
}

format::Trailer aikernel::artifact::makeTrailer(uint64_t offset,
                                                uint64_t size) {
  format::Trailer trailer{{}, offset, size};
  std::memcpy(trailer.magic, format::trailerMagic, sizeof(trailer.magic));
  return trailer;
}

std::optional<format::Trailer>
aikernel::artifact::readTrailer(const uint8_t (&last)[24], uint64_t fileSize) {
  format::Trailer trailer;
  static_assert(sizeof(last) == sizeof(trailer));
  std::memcpy(&trailer, last, sizeof(trailer));
  if (std::memcmp(trailer.magic, format::trailerMagic, sizeof(trailer.magic)) !=
          0 ||
      fileSize < sizeof(trailer))
    return std::nullopt;
  uint64_t end = fileSize - sizeof(trailer);
  if (trailer.offset > end || trailer.size != end - trailer.offset)
    return std::nullopt;
  return trailer;
}

std::optional<Bytes> aikernel::artifact::findElf(Bytes file,
                                                 std::string &error) {
  if (file.size() < sizeof(format::Trailer))
    return file;
  uint8_t last[sizeof(format::Trailer)];
  std::memcpy(last, file.data() + file.size() - sizeof(last), sizeof(last));
  if (std::memcmp(last, format::trailerMagic, sizeof(format::trailerMagic)) !=
      0)
    return file;
  auto trailer = readTrailer(last, file.size());
  if (!trailer) {
    error = "the executable is damaged: its attached artifact is cut off";
    return std::nullopt;
  }
  return file.subspan(trailer->offset, trailer->size);
}
