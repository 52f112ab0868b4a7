//===- Splitter.h - The steps of the split at barriers ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SPLITTER_H
#define AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SPLITTER_H

#include "Slots.h"
#include "aikernel/Conversion/UniformityAnalysis/UniformityAnalysis.h"

namespace aikernel {

/// Whether a barrier stands inside of an operation's regions, or is it.
bool containsBarrier(mlir::Operation *op);

/// What the threads of one loop have in common; thread numbers have not.
UniformityAnalysis analyzeBlock(mlir::scf::ParallelOp threads);

/// Warp operations as stores to slots, barriers and loads.
mlir::LogicalResult lowerCollectivesThroughSlots(mlir::scf::ParallelOp threads,
                                                 Slots &slots);

/// Makes every branch and loop around a barrier carry only values that are the
/// same for all threads; the others go through slots. Fails with an error where
/// a barrier stands under a condition that differs between threads.
mlir::LogicalResult carryThroughSlots(mlir::scf::ParallelOp threads,
                                      Slots &slots);

/// Cuts the loop's body at its barriers. What remains carries only common
/// values.
void cutAtBarriers(mlir::scf::ParallelOp threads, Slots &slots);

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SPLITTER_H
