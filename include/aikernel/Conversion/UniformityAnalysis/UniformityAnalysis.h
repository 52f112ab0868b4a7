//===- UniformityAnalysis.h - How values differ from thread to thread -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_UNIFORMITYANALYSIS_UNIFORMITYANALYSIS_H
#define AIKERNEL_CONVERSION_UNIFORMITYANALYSIS_UNIFORMITYANALYSIS_H

#include "mlir/IR/Operation.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>

namespace aikernel {

/// How a value changes from one thread to the next: by a constant, which is 0
/// for a uniform value, or in no way that is known. Strides of pointers count
/// bytes.
using Stride = std::optional<int64_t>;

/// Finds for each value inside a region of thread code how it differs between
/// the threads that compute it in the same iteration of the same loops.
///
/// The start is optimistic: every value is what its first definition makes it,
/// and only gets worse. The results of a branch on a varying condition vary; so
/// do those of a loop that threads leave at different times. Loop-carried
/// values inside a loop keep their stride when their initial and next values
/// have it, even if threads leave at different times: those still inside agree.
///
/// A load at a uniform address gives a uniform value: px programs are free of
/// races (ruling 14), so no thread writes there between two barriers. Atomics
/// give every thread a value of its own.
///
/// Strides hold where no index wraps: addresses may assume that (ruling 15).
/// `mayWrap` tells of values computed from a zero extension. For those the
/// stride holds between threads that make an access; a thread that does not,
/// say one of number 0 where `u32(tid) - 1` is the index, may be far away.
/// `isSignExtended` tells of values computed from a sign extension: their
/// stride holds for addresses, but as values they are not what a wrapped number
/// extends to. Loop-carried values and results of branches never have strides
/// of either sort.
class UniformityAnalysis {
public:
  /// Says what an operation's results are, or nothing to use the general rules.
  using Oracle = llvm::function_ref<std::optional<Stride>(mlir::Operation *)>;

  /// Analyzes all regions of `root`. Arguments in `seeds` have the strides
  /// given.
  UniformityAnalysis(mlir::Operation *root,
                     llvm::ArrayRef<std::pair<mlir::Value, Stride>> seeds,
                     Oracle oracle);

  /// The stride; 0 for values defined outside of the root.
  Stride stride(mlir::Value value) const {
    auto known = strides.find(value);
    return known == strides.end() ? Stride(0) : known->second;
  }
  bool isUniform(mlir::Value value) const { return stride(value) == 0; }
  bool areUniform(mlir::ValueRange values) const {
    return llvm::all_of(values, [&](mlir::Value v) { return isUniform(v); });
  }
  bool mayWrap(mlir::Value value) const { return wrapping.contains(value); }
  bool isSignExtended(mlir::Value value) const {
    return signExtended.contains(value);
  }

private:
  bool visit(mlir::Operation *op, Oracle oracle);
  bool visitBranch(mlir::Operation *op);
  Stride transfer(mlir::Operation *op) const;
  bool isKnown(mlir::Value value) const;
  bool isExact(mlir::Value value) const;
  bool join(mlir::Value value, Stride stride);
  bool joinAll(mlir::ValueRange values, Stride stride);
  bool copy(mlir::ValueRange from, mlir::ValueRange to);

  mlir::Operation *root;
  llvm::DenseMap<mlir::Value, Stride> strides;
  llvm::DenseSet<mlir::Value> wrapping, signExtended, truncated;
};

} // namespace aikernel

#endif // AIKERNEL_CONVERSION_UNIFORMITYANALYSIS_UNIFORMITYANALYSIS_H
