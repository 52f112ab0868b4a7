//===- ChoiceTest.cpp - Which code a GPU gets -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Choice.h"
#include "SampleArtifact.h"
#include "gtest/gtest.h"

using namespace aikernel::artifact;

namespace {

/// "PTX sm_80", or "nothing".
std::string choice(std::vector<CodeDescription> codes, std::string_view gpu) {
  Description d;
  d.codes = std::move(codes);
  std::string bytes = write(d), error;
  auto reader = Reader::parse(bytesOf(bytes), error);
  auto index = chooseCode(*reader, gpu);
  if (!index)
    return "nothing";
  const CodeDescription &code = d.codes[*index];
  return (code.kind == CodeKind::PTX     ? "PTX "
          : code.kind == CodeKind::Cubin ? "cubin "
                                         : "HSACO ") +
         code.arch;
}

CodeDescription ptx(const char *arch) {
  return deviceCode(CodeKind::PTX, arch);
}
CodeDescription cubin(const char *arch) {
  return deviceCode(CodeKind::Cubin, arch);
}
CodeDescription hsaco(const char *arch) {
  return deviceCode(CodeKind::HSACO, arch);
}

} // namespace

TEST(ChoiceTest, HighestPlainPtxNotAboveTheDevice) {
  auto codes = {ptx("sm_80"), ptx("sm_86"), ptx("sm_100")};
  EXPECT_EQ(choice(codes, "sm_90"), "PTX sm_86");
  EXPECT_EQ(choice(codes, "sm_80"), "PTX sm_80");
  EXPECT_EQ(choice(codes, "sm_120"), "PTX sm_100");
  EXPECT_EQ(choice(codes, "sm_75"), "nothing");
}

TEST(ChoiceTest, ExactCubinComesFirst) {
  auto codes = {ptx("sm_90a"), cubin("sm_90"), ptx("sm_80")};
  EXPECT_EQ(choice(codes, "sm_90"), "cubin sm_90");
}

TEST(ChoiceTest, ArchitectureSpecificCubinComesBeforeThePlainOne) {
  EXPECT_EQ(choice({cubin("sm_90"), cubin("sm_90a")}, "sm_90"), "cubin sm_90a");
}

TEST(ChoiceTest, CubinOfAnotherDeviceIsNotTaken) {
  EXPECT_EQ(choice({cubin("sm_80"), ptx("sm_80")}, "sm_86"), "PTX sm_80");
  EXPECT_EQ(choice({cubin("sm_80")}, "sm_86"), "nothing");
}

TEST(ChoiceTest, ArchitectureSpecificPtxRunsOnItsDeviceOnly) {
  auto codes = {ptx("sm_80"), ptx("sm_90a")};
  EXPECT_EQ(choice(codes, "sm_90"), "PTX sm_90a");
  EXPECT_EQ(choice(codes, "sm_90a"), "PTX sm_90a");
  EXPECT_EQ(choice(codes, "sm_100"), "PTX sm_80");
}

TEST(ChoiceTest, ExactCodeObjectComesBeforeTheGenericOne) {
  auto codes = {hsaco("gfx9-4-generic"), hsaco("gfx942")};
  EXPECT_EQ(choice(codes, "gfx942"), "HSACO gfx942");
  EXPECT_EQ(choice(codes, "gfx950"), "HSACO gfx9-4-generic");
}

TEST(ChoiceTest, GenericCodeObjectCoversItsFamilyOnly) {
  auto codes = {hsaco("gfx9-4-generic"), hsaco("gfx11-generic"),
                hsaco("gfx12-generic")};
  EXPECT_EQ(choice(codes, "gfx1151"), "HSACO gfx11-generic");
  EXPECT_EQ(choice(codes, "gfx1201"), "HSACO gfx12-generic");
  EXPECT_EQ(choice(codes, "gfx90a"), "nothing");
  EXPECT_EQ(choice(codes, "gfx1030"), "nothing");
  EXPECT_EQ(choice(codes, "gfx11"), "nothing");
}

TEST(ChoiceTest, TargetFeaturesOfADeviceAreIgnored) {
  EXPECT_EQ(choice({hsaco("gfx942")}, "gfx942:sramecc+:xnack-"),
            "HSACO gfx942");
}

TEST(ChoiceTest, UnknownDeviceGetsNothing) {
  EXPECT_EQ(choice({ptx("sm_80"), hsaco("gfx942")}, "voodoo2"), "nothing");
  EXPECT_EQ(choice({ptx("sm_80")}, "sm_"), "nothing");
}
