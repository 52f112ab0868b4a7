//===- TargetsTest.cpp - The table of targets, and its spellings ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Target.h"
#include "gtest/gtest.h"

using namespace aikernel;

namespace {

std::vector<std::string> names(const std::vector<const Target *> &targets) {
  std::vector<std::string> names;
  for (const Target *target : targets)
    names.push_back(target->name());
  return names;
}

TEST(Targets, TheDefaultSetRunsOnEveryVendor) {
  EXPECT_EQ(names(defaultTargets()),
            (std::vector<std::string>{
                "x86_64:avx2", "x86_64:avx512", "nvptx64:sm_80",
                "nvptx64:sm_90a", "amdgcn:gfx9-4-generic",
                "amdgcn:gfx11-generic", "amdgcn:gfx12-generic"}));
}

TEST(Targets, HostMeansItsDefaultVersions) {
  EXPECT_EQ(names(findTargets("host")),
            (std::vector<std::string>{"x86_64:avx2", "x86_64:avx512"}));
}

TEST(Targets, AChipNeedsNoArchitecture) {
  EXPECT_EQ(names(findTargets("gfx942")),
            std::vector<std::string>{"amdgcn:gfx942"});
}

TEST(Targets, AnUnknownSpellingSelectsNothing) {
  EXPECT_TRUE(findTargets("sm_11").empty());
  EXPECT_TRUE(findTargets("amdgcn:sm_80").empty());
}

} // namespace
