//===- Chunk.cpp - What a worker runs at a time ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/device/host/Chunk.h"
#include "runtime/Context.h"
#include <csetjmp>

using namespace aikernel::runtime;

/// Where this worker goes on when the blocks that it runs end early.
static thread_local jmp_buf *chunkEnd = nullptr;

void aikernel::runtime::leaveBlocks() { longjmp(*chunkEnd, 1); }

/// Kernels own nothing that would have to be given back.
void aikernel::runtime::runBlocks(AikKernelFn entry, const void *args,
                                  const AikLaunch &launch, uint64_t begin,
                                  uint64_t end, void *scratch) {
  jmp_buf here;
  chunkEnd = &here;
  if (_setjmp(here) == 0)
    entry(&hostApi, args, &launch, begin, end, scratch);
}

std::string &aikernel::runtime::linesOfChunk() {
  static thread_local std::string lines;
  return lines;
}

void OrderedLines::endChunk(uint32_t chunk, uint64_t firstBlock) {
  std::lock_guard lock(mutex);
  early[chunk] = {firstBlock, std::move(linesOfChunk())};
  linesOfChunk().clear();
  while (!early.empty() && early.begin()->first == next) {
    const Lines &lines = early.begin()->second;
    // What is in front of them has ended, and could have failed.
    if (!lines.text.empty() && !fault.isBefore(lines.firstBlock))
      print.add(lines.text);
    early.erase(early.begin());
    ++next;
  }
}
