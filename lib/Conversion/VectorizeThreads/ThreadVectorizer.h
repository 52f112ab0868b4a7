//===- ThreadVectorizer.h - Thread code to vector code ----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A ThreadVectorizer writes the code of one vector of threads.
//
// What a thread value becomes depends on its stride (UniformityAnalysis):
//  - with a known stride it stays scalar: the value of lane 0. Uniform values
//  are
//    all alike; the others become vectors where a vector is asked for;
//  - else it is a vector with one element a lane.
//
// `mask` tells which lanes run the code being written; null means all of them.
// Operations without side effects are written without regard to it. Divergent
// branches are entered when a lane wants to, so where the mask is not null at
// least one of its lanes is on: `enter` sees to that wherever memory is
// touched.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_VECTORIZETHREADS_THREADVECTORIZER_H
#define AIKERNEL_LIB_CONVERSION_VECTORIZETHREADS_THREADVECTORIZER_H

#include "aikernel/Conversion/UniformityAnalysis/UniformityAnalysis.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/SaveAndRestore.h"

namespace aikernel {

/// The category of the remarks that tell what became of accesses and branches.
constexpr llvm::StringLiteral remarkCategory = "vectorize-threads";

class ThreadVectorizer {
public:
  ThreadVectorizer(mlir::OpBuilder &builder, unsigned lanes, bool trustsIndices,
                   const UniformityAnalysis &analysis)
      : builder(builder), lanes(lanes), trustsIndices(trustsIndices),
        analysis(analysis) {}

  /// Remarks tell what becomes of each access and branch of this function.
  void remarkFor(llvm::StringRef function) { remarked = function; }

  /// Gives a thread value its counterpart: a scalar where its stride is known,
  /// else a vector.
  void bind(mlir::Value threadValue, mlir::Value value) {
    values[threadValue] = value;
  }

  /// Writes the operations of a block, all but the terminator, for the lanes of
  /// `mask`; null is all lanes.
  void vectorize(mlir::Block &block, mlir::Value mask);

  /// Lanes 0 … count-1; `count` is an index.
  mlir::Value firstLanes(mlir::Value count, mlir::Location loc);

private:
  //===--------------------------------------------------------------------===//
  // Values (ThreadVectorizer.cpp)
  //===--------------------------------------------------------------------===//

  mlir::VectorType vectorOf(mlir::Type element) const {
    return mlir::VectorType::get({lanes}, element);
  }
  bool isScalar(mlir::Value threadValue) const {
    return analysis.stride(threadValue).has_value();
  }
  /// The counterpart as it is.
  mlir::Value lookup(mlir::Value threadValue) const;
  /// The counterpart as a vector.
  mlir::Value vector(mlir::Value threadValue, mlir::Location loc);
  /// Whether lane 0's value and the stride are not enough to know the other
  /// lanes': what is extended may have wrapped between two lanes. For
  /// addresses, which may assume that no index wraps, that is so only where
  /// lane 0 may be off.
  bool isInexact(mlir::Value threadValue) const;
  /// A value with a stride as a vector, computed from narrower ones in each
  /// lane.
  mlir::Value exactVector(mlir::Value threadValue, mlir::Location loc);
  mlir::Value broadcast(mlir::Value scalar, mlir::Location loc);
  /// Stride times lane number, as a vector constant.
  mlir::Value laneOffsets(mlir::Type element, int64_t stride,
                          mlir::Location loc);
  mlir::Value allLanes(mlir::Location loc);
  mlir::Value maskOrAll(mlir::Value mask, mlir::Location loc) {
    return mask ? mask : allLanes(loc);
  }
  mlir::Value conjunction(mlir::Value mask, mlir::Value condition,
                          mlir::Location loc);
  mlir::Value inverted(mlir::Value mask, mlir::Location loc);
  /// The mask as an integer of one bit a lane.
  mlir::Value maskBits(mlir::Value mask, mlir::Location loc);
  mlir::Value isAnyOn(mlir::Value mask, mlir::Location loc);
  mlir::Value areAllOn(mlir::Value mask, mlir::Location loc);
  mlir::Value choose(mlir::Value condition, mlir::Value ifTrue,
                     mlir::Value ifFalse);
  mlir::Value neutral(mlir::Type type, mlir::Location loc);
  mlir::Value index(int64_t value, mlir::Location loc);
  /// The type a thread value's counterpart has.
  mlir::Type counterpartType(mlir::Value threadValue) const {
    return isScalar(threadValue) ? threadValue.getType()
                                 : vectorOf(threadValue.getType());
  }

  void vectorize(mlir::Operation *op);
  mlir::Value divisorOfActiveLanes(mlir::Value divisor, mlir::Location loc);
  void vectorizeDivision(mlir::Operation *op);
  void vectorizeElementwise(mlir::Operation *op);
  void cloneScalar(mlir::Operation *op);
  void vectorizeShuffle(ShuffleOp op);
  void vectorizeBallot(BallotOp op);

  //===--------------------------------------------------------------------===//
  // Memory (Memory.cpp)
  //===--------------------------------------------------------------------===//

  void vectorizeAlloca(mlir::LLVM::AllocaOp op);
  void vectorizeGep(mlir::LLVM::GEPOp op);
  void vectorizeLoad(mlir::LLVM::LoadOp op);
  void vectorizeStore(mlir::LLVM::StoreOp op);
  void vectorizeAtomic(mlir::Operation *op);
  bool canCombine(mlir::LLVM::AtomicRMWOp op) const;
  void combineAtomic(mlir::LLVM::AtomicRMWOp op);
  void vectorizeReport(mlir::Operation *op);
  /// Lanes follow each other in memory without gaps.
  bool isContiguous(mlir::Value pointer, mlir::Type element);

  //===--------------------------------------------------------------------===//
  // What becomes of thread code (Remarks.cpp)
  //===--------------------------------------------------------------------===//

  void remark(mlir::Operation *op);
  void remarkAccess(mlir::Operation *op, llvm::StringRef kind,
                    mlir::Value pointer, mlir::Type element);
  void remarkBranch(mlir::Operation *op, llvm::StringRef kind, bool isUniform,
                    llvm::StringRef form);
  llvm::StringRef patternOf(mlir::Operation *op, mlir::Value pointer,
                            mlir::Type element);
  llvm::StringRef formOf(mlir::scf::IfOp op);

  //===--------------------------------------------------------------------===//
  // Control flow (ControlFlow.cpp)
  //===--------------------------------------------------------------------===//

  void vectorizeIf(mlir::scf::IfOp op);
  void vectorizeUniformIf(mlir::scf::IfOp op);
  void vectorizeDivergentIf(mlir::scf::IfOp op);
  bool deservesCopyForAll(mlir::scf::IfOp op) const;
  llvm::SmallVector<mlir::Value> vectorizeBothSides(mlir::scf::IfOp op);
  void vectorizeFor(mlir::scf::ForOp op);
  void vectorizeUniformFor(mlir::scf::ForOp op);
  void vectorizeDivergentFor(mlir::scf::ForOp op);
  void vectorizeWhile(mlir::scf::WhileOp op);
  void vectorizeUniformWhile(mlir::scf::WhileOp op);
  void vectorizeDivergentWhile(mlir::scf::WhileOp op);
  /// Writes one side of a divergent branch and gives what it yields, as
  /// vectors.
  llvm::SmallVector<mlir::Value> enter(mlir::Block &block, mlir::Value mask,
                                       mlir::Location loc);
  llvm::SmallVector<mlir::Value> yielded(mlir::Block &block,
                                         mlir::ValueRange wanted);
  llvm::SmallVector<mlir::Value> vectorsOf(mlir::ValueRange threadValues,
                                           mlir::Location loc);

  mlir::OpBuilder &builder;
  const unsigned lanes;
  /// Whether addresses may assume that no index wraps.
  const bool trustsIndices;
  const UniformityAnalysis &analysis;
  llvm::DenseMap<mlir::Value, mlir::Value> values;
  mlir::Value mask;
  /// The mask under which a per-thread array got its first values.
  llvm::DenseMap<mlir::Operation *, mlir::Value> begunUnder;
  unsigned copiesForAll = 0;
  llvm::StringRef remarked; ///< the function that remarks name, or empty
};

/// The per-thread array in which an address lies, or null.
mlir::LLVM::AllocaOp perThreadArray(mlir::Value pointer);

/// Whether code touches memory or other threads, so that it may only run when a
/// thread wants it to, or is long enough to be worth a branch.
bool deservesBranch(mlir::Block &block);

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_VECTORIZETHREADS_THREADVECTORIZER_H
