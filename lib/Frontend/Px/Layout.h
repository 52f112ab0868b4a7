//===- Layout.h - How the lines of a file belong together ----- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_LAYOUT_H
#define AIKERNEL_LIB_FRONTEND_PX_LAYOUT_H

#include <cstdint>
#include <vector>

namespace aikernel::px {

/// What the parser finds out about a file that its tokens do not tell.
struct Layout {
  struct Line {
    uint16_t depth = 0; ///< of the blocks around it
    bool isTableRow = false;
  };
  std::vector<Line> lines;    ///< as those of TokenizedFile
  std::vector<bool> isJoined; ///< as its tokens: belongs to the one before
};

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_LAYOUT_H
