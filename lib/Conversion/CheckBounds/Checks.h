//===- Checks.h - What is checked before an access --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_CHECKS_H
#define AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_CHECKS_H

#include "mlir/IR/Builders.h"

namespace aikernel {

/// A condition of an access, and what to report when it does not hold.
struct BoundsCheck {
  mlir::Value holds;
  mlir::Value index, length; ///< i64
};

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_CHECKBOUNDS_CHECKS_H
