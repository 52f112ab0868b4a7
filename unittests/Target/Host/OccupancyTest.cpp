//===- OccupancyTest.cpp - How many threads a GPU runs at once ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Occupancy.h"
#include "aikernel/Artifact/Inspect.h"
#include "gtest/gtest.h"

using namespace aikernel;
using Limit = Occupancy::Limit;

namespace {

struct Known {
  const char *gpu;
  KernelUse use;
  unsigned blocks, warps;
  Limit limit;
};

void expectKnown(llvm::ArrayRef<Known> cases) {
  for (const Known &known : cases) {
    Occupancy got = occupancyOf(*findGpu(known.gpu), known.use);
    EXPECT_EQ(got.blocks, known.blocks)
        << known.gpu << ", " << known.use.threads;
    EXPECT_EQ(got.warps, known.warps) << known.gpu << ", " << known.use.threads;
    EXPECT_EQ(got.limit, known.limit) << known.gpu << ", " << known.use.threads;
  }
}

/// What cudaOccMaxActiveBlocksPerMultiprocessor of CUDA 13.0 gives.
TEST(Occupancy, NvidiasCalculatorHasTheSameNumbers) {
  expectKnown({
      {"sm_80", {256, 255, 0, 0}, 1, 8, Limit::Registers},
      {"sm_80", {256, 32, 0, 0}, 8, 64, Limit::Warps},
      {"sm_80", {256, 64, 0, 0}, 4, 32, Limit::Registers},
      {"sm_80", {96, 40, 0, 0}, 16, 48, Limit::Registers},
      {"sm_80", {128, 32, 0, 33000}, 4, 16, Limit::Shared},
      {"sm_80", {1024, 33, 0, 0}, 1, 32, Limit::Registers},
      {"sm_86", {128, 40, 0, 0}, 12, 48, Limit::Warps},
      {"sm_86", {32, 16, 0, 0}, 16, 16, Limit::Blocks},
      {"sm_89", {1024, 96, 0, 0}, 0, 0, Limit::Registers},
      {"sm_90", {384, 168, 0, 0}, 1, 12, Limit::Registers},
      {"sm_90", {128, 32, 0, 200000}, 1, 4, Limit::Shared},
      {"sm_120", {32, 32, 0, 0}, 24, 24, Limit::Blocks},
  });
}

/// The first is the example in the manual of llvm-calc-occupancy.
TEST(Occupancy, AmdsWavesShareTheRegistersOfASimd) {
  expectKnown({
      {"gfx90a", {512, 50, 30, 0}, 4, 32, Limit::Warps},
      {"gfx942", {256, 128, 102, 0}, 4, 16, Limit::Registers},
      {"gfx942", {256, 32, 16, 33000}, 1, 4, Limit::Shared},
      {"gfx950", {256, 32, 16, 66000}, 2, 8, Limit::Shared},
      {"gfx1100", {256, 120, 16, 0}, 6, 48, Limit::Registers},
  });
}

TEST(Occupancy, ABlockOfOneWaveTakesNoBarrier) {
  expectKnown({{"gfx942", {64, 24, 16, 0}, 32, 32, Limit::Warps},
               {"gfx1100", {32, 97, 16, 0}, 48, 48, Limit::Registers}});
}

TEST(Occupancy, APercentageIsOfTheWarpsThatAUnitTakes) {
  EXPECT_EQ(occupancyOf(*findGpu("sm_80"), {256, 255, 0, 0}).percent(), 12.5);
}

TEST(Occupancy, ABlockThatNoGpuTakesHasNone) {
  EXPECT_EQ(occupancyOf(*findGpu("sm_80"), {1025, 1, 0, 0}).blocks, 0u);
  EXPECT_EQ(occupancyOf(*findGpu("sm_80"), {0, 1, 0, 0}).blocks, 0u);
  EXPECT_EQ(occupancyOf(*findGpu("sm_80"), {32, 256, 0, 0}).blocks, 0u);
}

TEST(Occupancy, TheGpusThatInspectionListsAreKnown) {
  std::vector<std::string> names;
  for (const Gpu &gpu : allGpus())
    names.push_back(gpu.name);
  std::vector<std::string> listed;
  for (llvm::StringRef gpu : artifact::commonGpus())
    listed.push_back(gpu.str());
  EXPECT_EQ(names, listed);
}

} // namespace
