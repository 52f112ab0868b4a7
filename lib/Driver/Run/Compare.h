//===- Compare.h - Two arrays that should be equal -------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_COMPARE_H
#define AIKERNEL_LIB_DRIVER_RUN_COMPARE_H

#include "Scalar.h"

namespace aikernel::run {

/// A value passes that is no farther from what is expected than
/// `absolute + relative * |expected|`.
struct Tolerance {
  double relative = 0;
  double absolute = 0;
};

struct Comparison {
  uint64_t differing = 0; ///< elements that do not pass
  uint64_t first = 0;     ///< the index of the first of them
  double largestError =
      0; ///< among all elements; infinite for NaN against a number
};

/// NaN equals NaN; an infinity equals only itself.
Comparison compare(const uint8_t *actual, const uint8_t *expected,
                   uint64_t count, ScalarType type, Tolerance tolerance);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_COMPARE_H
