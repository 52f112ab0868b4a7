//===- Occupancy.cpp - How many threads a GPU runs at once ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Occupancy.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace aikernel;
using Limit = Occupancy::Limit;

static constexpr unsigned mostThreads = 1024; // of a block, on all of them

static constexpr Gpu gpus[] = {
#define AIKERNEL_GPU(...) {__VA_ARGS__},
#include "aikernel/Target/Gpus.def"
};

llvm::ArrayRef<Gpu> aikernel::allGpus() { return gpus; }

const Gpu *aikernel::findGpu(llvm::StringRef name) {
  const Gpu *gpu =
      llvm::find_if(gpus, [&](const Gpu &g) { return g.name == name; });
  return gpu == std::end(gpus) ? nullptr : gpu;
}

/// Warps of a part that `available` suffices for.
static unsigned warpsWith(unsigned available, unsigned used, unsigned granule,
                          unsigned most) {
  if (!available || !used)
    return most;
  unsigned warps = available / llvm::alignTo(used, granule);
  return std::min(warps, most);
}

static unsigned blocksByRegisters(const Gpu &gpu, const KernelUse &use,
                                  unsigned warps) {
  if (use.registers > gpu.mostRegisters)
    return 0;
  unsigned most = gpu.registers;
  unsigned ofPart = std::min(
      warpsWith(gpu.registers, use.registers, gpu.registerGranule, most),
      warpsWith(gpu.scalars, use.scalarRegisters, gpu.scalarGranule, most));
  // The warps of a block are dealt out to the parts in turn.
  if (ofPart < llvm::divideCeil(warps, Gpu::parts))
    return 0;
  return ofPart * Gpu::parts / warps;
}

static unsigned blocksByShared(const Gpu &gpu, const KernelUse &use) {
  if (use.sharedBytes > gpu.sharedOfBlock)
    return 0;
  unsigned bytes =
      llvm::alignTo(use.sharedBytes + gpu.sharedReserved, gpu.sharedGranule);
  return bytes ? gpu.shared / bytes : gpu.shared;
}

/// A block of one wave needs none of the barriers that AMD's units count.
static unsigned mostBlocks(const Gpu &gpu, unsigned warps) {
  bool isAMD = llvm::StringRef(gpu.name).starts_with("gfx");
  return isAMD && warps == 1 ? gpu.warps * Gpu::parts : gpu.blocks;
}

Occupancy aikernel::occupancyOf(const Gpu &gpu, const KernelUse &use) {
  Occupancy result;
  result.mostWarps = gpu.warps * Gpu::parts;
  if (!use.threads || use.threads > mostThreads)
    return result;
  unsigned warps = llvm::divideCeil(use.threads, gpu.warp);
  result.blocks = result.mostWarps / warps;
  auto limitTo = [&](unsigned blocks, Limit limit) {
    if (blocks >= result.blocks)
      return;
    result.blocks = blocks;
    result.limit = limit;
  };
  limitTo(mostBlocks(gpu, warps), Limit::Blocks);
  limitTo(blocksByRegisters(gpu, use, warps), Limit::Registers);
  limitTo(blocksByShared(gpu, use), Limit::Shared);
  result.warps = result.blocks * warps;
  return result;
}
