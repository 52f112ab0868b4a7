//===- Chunk.h - What a worker runs at a time ------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_DEVICE_HOST_CHUNK_H
#define AIKERNEL_RUNTIME_DEVICE_HOST_CHUNK_H

#include "runtime/Print.h"
#include "runtime/device/host/Fault.h"
#include <map>

namespace aikernel::runtime {

/// Runs `entry` on some of a launch's blocks. They may end early.
void runBlocks(AikKernelFn entry, const void *args, const AikLaunch &launch,
               uint64_t begin, uint64_t end, void *scratch);

/// Ends what the calling worker runs: the rest of its blocks is not begun.
[[noreturn]] void leaveBlocks();

/// What the blocks that the calling worker runs have printed.
std::string &linesOfChunk();

/// Puts the lines of a launch's chunks in their order, up to the block that
/// fails.
class OrderedLines {
public:
  OrderedLines(PrintBuffer &print, const LaunchFault &fault)
      : print(print), fault(fault) {}

  /// Takes over the calling worker's lines. Each chunk ends once, those in
  /// front of it too.
  void endChunk(uint32_t chunk, uint64_t firstBlock);

private:
  struct Lines {
    uint64_t firstBlock;
    std::string text;
  };

  PrintBuffer &print;
  const LaunchFault &fault;
  std::mutex mutex;
  uint32_t next = 0;
  std::map<uint32_t, Lines> early;
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_DEVICE_HOST_CHUNK_H
