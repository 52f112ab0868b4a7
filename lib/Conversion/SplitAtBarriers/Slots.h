//===- Slots.h - Memory with one element for each thread of a block -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SLOTS_H
#define AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SLOTS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"

namespace aikernel {

/// A value of each thread in scratch memory; `count` elements for an array,
/// element i of all threads lying together, so that threads next to each other
/// touch memory next to each other.
struct Slot {
  mlir::Value base;
  mlir::Type type; ///< of the values; bool is kept as a byte
};

/// Hands out slots in the part of the scratch area behind shared memory, and
/// behind those that the function has already. Notes the bytes that a thread
/// needs as the function's `aikernel.scratch_bytes_per_thread`.
class Slots {
public:
  explicit Slots(mlir::func::FuncOp task);

  Slot allocate(mlir::Type type, int64_t count = 1);

  /// The address of element `index` (an i64, or null for a single one) of the
  /// thread whose linear number is `thread` (an i64).
  mlir::Value address(mlir::OpBuilder &builder, const Slot &slot,
                      mlir::Value thread, mlir::Value index = {});
  void store(mlir::OpBuilder &builder, const Slot &slot, mlir::Value thread,
             mlir::Value value);
  mlir::Value load(mlir::OpBuilder &builder, const Slot &slot,
                   mlir::Value thread);

  /// Number of a loop's current thread, x fastest.
  static mlir::Value threadNumber(mlir::OpBuilder &builder,
                                  mlir::scf::ParallelOp threads);

private:
  mlir::func::FuncOp task;
  mlir::Value slots;   ///< where the first slot begins
  mlir::Value threads; ///< of a block, rounded up to a multiple of 64
  uint64_t bytesPerThread = 0;
};

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_SPLITATBARRIERS_SLOTS_H
