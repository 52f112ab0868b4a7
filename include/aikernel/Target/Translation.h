//===- Translation.h - What LLVM IR is made from ----------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_TRANSLATION_H
#define AIKERNEL_TARGET_TRANSLATION_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace aikernel {

/// Registers how the dialects at the end of our pipelines become LLVM IR.
void registerTargetTranslations(mlir::DialectRegistry &registry);

} // namespace aikernel

#endif // AIKERNEL_TARGET_TRANSLATION_H
