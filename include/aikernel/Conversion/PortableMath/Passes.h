//===- Passes.h - Mathematics that is the same on all targets ---*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_H
#define AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace aikernel {

#define GEN_PASS_DECL
#include "aikernel/Conversion/PortableMath/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "aikernel/Conversion/PortableMath/Passes.h.inc"

/// What the pass `aikernel-portable-math` rewrites.
void populatePortableMathPatterns(mlir::RewritePatternSet &patterns);

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_PORTABLEMATH_PASSES_H
