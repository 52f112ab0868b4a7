//===- ContainerTest.cpp - Finding the artifact in a file -----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Container.h"
#include "SampleArtifact.h"
#include "gtest/gtest.h"
#include <cstring>
#include <elf.h>
#include <random>

using namespace aikernel::artifact;

namespace {

/// The smallest ELF file with a section of that name and contents.
std::string elfWith(const std::string &name, const std::string &contents) {
  std::string names = std::string(1, '\0') + name + '\0' + ".shstrtab" + '\0';
  Elf64_Ehdr header{};
  memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 3;
  header.e_shstrndx = 2;
  header.e_shoff = sizeof(header) + contents.size() + names.size();
  Elf64_Shdr sections[3] = {};
  sections[1].sh_name = 1;
  sections[1].sh_type = SHT_PROGBITS;
  sections[1].sh_offset = sizeof(header);
  sections[1].sh_size = contents.size();
  sections[2].sh_name = uint32_t(name.size() + 2);
  sections[2].sh_type = SHT_STRTAB;
  sections[2].sh_offset = sizeof(header) + contents.size();
  sections[2].sh_size = names.size();
  std::string file(reinterpret_cast<char *>(&header), sizeof(header));
  file += contents + names;
  file.append(reinterpret_cast<char *>(sections), sizeof(sections));
  return file;
}

std::string errorOf(Bytes bytes) {
  std::string error;
  EXPECT_FALSE(findTableOfContents(bytes, error));
  return error;
}

std::string withTrailer(const std::string &launcher, const std::string &elf) {
  format::Trailer trailer = makeTrailer(launcher.size(), elf.size());
  return launcher + elf +
         std::string(reinterpret_cast<char *>(&trailer), sizeof(trailer));
}

} // namespace

TEST(ContainerTest, SectionIsFoundByName) {
  std::string elf = elfWith(".aikernel", "contents"), error;
  auto found = findTableOfContents(bytesOf(elf), error);
  ASSERT_TRUE(found) << error;
  EXPECT_EQ(std::string(found->begin(), found->end()), "contents");
}

TEST(ContainerTest, OtherSectionsAreNot) {
  EXPECT_EQ(errorOf(bytesOf(elfWith(".aikernels", "contents"))),
            "not an artifact: the ELF file has no section .aikernel");
  EXPECT_EQ(errorOf(bytesOf(elfWith("", "contents"))),
            "not an artifact: the ELF file has no section .aikernel");
}

TEST(ContainerTest, OtherFilesAreRefused) {
  EXPECT_EQ(errorOf(bytesOf("!<arch>\n")),
            "not an artifact: not a 64-bit little-endian ELF file");
  std::string small = elfWith(".aikernel", "contents");
  small[EI_CLASS] = ELFCLASS32;
  EXPECT_EQ(errorOf(bytesOf(small)),
            "not an artifact: not a 64-bit little-endian ELF file");
}

TEST(ContainerTest, EveryTruncationIsRefused) {
  std::string elf = elfWith(".aikernel", "contents");
  for (size_t size = 0; size != elf.size(); ++size) {
    std::vector<uint8_t> cut(elf.begin(), elf.begin() + size);
    EXPECT_NE(errorOf(cut), "") << size;
  }
}

TEST(ContainerTest, DamagedFilesAreRefusedOrReadSafely) {
  std::string elf = elfWith(".aikernel", write(sampleArtifact()));
  unsigned seed = 7;
  std::mt19937 random(seed);
  for (int round = 0; round != 50000; ++round) {
    std::vector<uint8_t> damaged(elf.begin(), elf.end());
    // The header and the section headers: what this reader reads.
    size_t interesting = sizeof(Elf64_Ehdr) + 3 * sizeof(Elf64_Shdr);
    size_t at = random() % interesting;
    if (at >= sizeof(Elf64_Ehdr))
      at += elf.size() - interesting;
    damaged[at] ^= uint8_t(1 + random() % 255);
    std::string error;
    if (auto found = findTableOfContents(damaged, error))
      Reader::parse(*found, error);
  }
}

TEST(ContainerTest, ArtifactBehindALauncherIsFound) {
  std::string file = withTrailer("launcher", "artifact"), error;
  auto elf = findElf(bytesOf(file), error);
  ASSERT_TRUE(elf);
  EXPECT_EQ(std::string(elf->begin(), elf->end()), "artifact");
}

TEST(ContainerTest, FileWithoutTrailerIsTheArtifact) {
  std::string file(100, 'x'), error;
  EXPECT_EQ(findElf(bytesOf(file), error)->size(), 100u);
  EXPECT_EQ(findElf(bytesOf("short"), error)->size(), 5u);
}

TEST(ContainerTest, TrailerThatDoesNotFitIsRefused) {
  std::string file = withTrailer("launcher", "artifact"), error;
  file.erase(0, 1);
  EXPECT_FALSE(findElf(bytesOf(file), error));
  EXPECT_EQ(error,
            "the executable is damaged: its attached artifact is cut off");
}
