//===- Occupancy.h - How many threads a GPU runs at once --------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_OCCUPANCY_H
#define AIKERNEL_TARGET_OCCUPANCY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace aikernel {

/// A row of Gpus.def, which explains the numbers.
struct Gpu {
  const char *name;
  unsigned warp, warps;
  unsigned registers, registerGranule, mostRegisters;
  unsigned scalars, scalarGranule;
  unsigned blocks;
  unsigned shared, sharedOfBlock, sharedGranule, sharedReserved;

  static constexpr unsigned parts = 4;
};

llvm::ArrayRef<Gpu> allGpus();
const Gpu *findGpu(llvm::StringRef name);

/// What a kernel takes.
struct KernelUse {
  unsigned threads = 0; ///< of a block
  unsigned registers = 0, scalarRegisters = 0;
  unsigned sharedBytes = 0;
};

struct Occupancy {
  enum class Limit : uint8_t { Warps, Blocks, Registers, Shared };

  unsigned blocks = 0, warps = 0, mostWarps = 0; ///< of one unit
  /// What there would have to be more of for another block. Warps where that
  /// is not possible, too.
  Limit limit = Limit::Warps;

  double percent() const { return 100.0 * warps / mostWarps; }
};

/// How many blocks run at once on a unit of the GPU when all its memory that
/// can be shared is. None if the GPU does not take such a block at all.
Occupancy occupancyOf(const Gpu &gpu, const KernelUse &use);

} // namespace aikernel

#endif // AIKERNEL_TARGET_OCCUPANCY_H
