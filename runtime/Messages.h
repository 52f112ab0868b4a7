//===- Messages.h - What threads print and assert --------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_MESSAGES_H
#define AIKERNEL_RUNTIME_MESSAGES_H

#include "aikernel/abi.h"
#include <string>

namespace aikernel::runtime {

/// Blocks of a grid and threads of a block, by axis.
struct Shape {
  AikDim3 grid, block;
};
Shape shapeOf(const AikLaunch &launch);
Shape shapeOf(const AikDims &dims);

/// A thread by linear numbers, x fastest.
struct ThreadNumber {
  uint64_t block;
  uint32_t thread;
};

/// "block (1, 0, 0), thread (3, 0, 0)"
std::string nameThread(const Shape &shape, ThreadNumber number);
/// "(3, 0, 0)"
std::string nameBlock(const Shape &shape, uint64_t block);
std::string nameThreadOfBlock(const Shape &shape, uint32_t thread);

/// A line of PRINT. `namesPlace` puts "k.px:7: block (1, 0, 0), thread
/// (3, 0, 0): " in front of it.
void appendLine(std::string &lines, const AikSite &site, const Shape &shape,
                ThreadNumber number, const uint64_t *values, bool namesPlace);

/// The message of an ASSERT that failed.
std::string describeFailure(const AikSite &site, const char *kernel,
                            const Shape &shape, ThreadNumber number);

/// The number of values that the text of a PRINT asks for.
size_t countValues(const char *text);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_MESSAGES_H
