//===- CutAtBarriers.cpp - A loop over threads in pieces ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The body is read as a sequence of operations, cut at the barriers. The pieces
// between two cuts become loops of their own. Branches and loops around
// barriers stay outside of them, and their regions are sequences again.
//
// A value that one piece computes and another uses
//  - is computed once for the block, outside of the loops, if all threads share
//  it;
//  - is computed again in the other piece if that is cheap;
//  - goes through a slot otherwise.
// Control flow of the block that asks for a value of a piece takes thread 0's.
//
//===----------------------------------------------------------------------===//

#include "Splitter.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace aikernel;

namespace {

/// 0 is no piece: code of the whole block. It runs before the piece that is
/// open where it stands, unless it waits for that piece's end.
using Piece = unsigned;
constexpr Piece wholeBlock = 0;

class Cutter {
public:
  Cutter(scf::ParallelOp threads, Slots &slots)
      : threads(threads), slots(slots), builder(threads.getContext()),
        analysis(analyzeBlock(threads)) {}

  void run();

private:
  // Which operation belongs where.
  void number(Block &sequence);
  bool isForBlock(Operation &op, bool pieceHasWritten) const;
  Piece pieceOf(Operation *op) const;
  Piece pieceOf(Value value) const;

  // Values from piece to piece.
  void connect();
  bool isThreadNumber(Value value) {
    return llvm::is_contained(threads.getInductionVars(), value);
  }
  bool isCheap(Value value, unsigned &budget);
  Value again(Value value, Piece piece);
  Slot slotOf(Value value);
  Value throughSlot(Value value, Piece piece);
  Value forControlFlow(Value value, Operation *user);
  void claim(Operation *before, Operation *after, Piece piece);
  void connectArray(LLVM::AllocaOp array);

  // The pieces themselves.
  void cut(ArrayRef<Operation *> sequence);
  void cutInside(Operation *op);
  scf::ParallelOp makeLoop(Operation *before);

  scf::ParallelOp threads;
  Slots &slots;
  OpBuilder builder;
  UniformityAnalysis analysis;
  Piece last = wholeBlock;
  /// Of the operations that stand directly in a sequence.
  DenseMap<Operation *, Piece> pieces;
  DenseMap<Piece, Operation *> firsts;
  DenseMap<std::pair<Value, Piece>, Value> arrivals;
  DenseMap<Value, Slot> stored;
  SmallVector<LLVM::AllocaOp> arrays;
  /// Code of the block that needs the piece before it.
  DenseSet<Operation *> waiting;
};

} // namespace

bool aikernel::containsBarrier(Operation *op) {
  return op->walk([](gpu::BarrierOp) { return WalkResult::interrupt(); })
      .wasInterrupted();
}

UniformityAnalysis aikernel::analyzeBlock(scf::ParallelOp threads) {
  SmallVector<std::pair<Value, Stride>> seeds;
  for (Value id : threads.getInductionVars())
    seeds.push_back({id, std::nullopt});
  return UniformityAnalysis(
      threads, seeds, [](Operation *op) -> std::optional<Stride> {
        if (isa<AgreeOp>(op))
          return Stride(0);
        // Lane and warp numbers, and what threads of one warp agree on, differ
        // within the block.
        if (isa<gpu::LaneIdOp, gpu::SubgroupIdOp>(op) ||
            op->getName().getDialectNamespace() == "aikernel")
          return Stride();
        return std::nullopt;
      });
}

//===----------------------------------------------------------------------===//
// Which operation belongs where
//===----------------------------------------------------------------------===//

static bool onlyReads(Operation &op) {
  bool writes =
      op.walk([](Operation *inner) {
          bool isHarmless =
              isa<LLVM::LoadOp>(inner) || isPure(inner) ||
              inner->hasTrait<OpTrait::HasRecursiveMemoryEffects>() ||
              inner->hasTrait<OpTrait::IsTerminator>();
          return isHarmless ? WalkResult::advance() : WalkResult::interrupt();
        }).wasInterrupted();
  return !writes;
}

/// Whether an operation of a sequence can run once, before the piece that is
/// open: all threads share its results, it writes nothing, and the piece has
/// not written what it may read.
bool Cutter::isForBlock(Operation &op, bool pieceHasWritten) const {
  if (op.getNumResults() == 0 || !analysis.areUniform(op.getResults()))
    return false;
  if (!isPure(&op) && (pieceHasWritten || !onlyReads(op)))
    return false;
  return !op.walk([&](Operation *inner) {
              for (Value operand : inner->getOperands()) {
                bool isInside =
                    op.isAncestor(operand.getParentBlock()->getParentOp());
                if (!isInside && pieceOf(operand) != wholeBlock)
                  return WalkResult::interrupt();
              }
              return WalkResult::advance();
            }).wasInterrupted();
}

void Cutter::number(Block &sequence) {
  Piece piece = ++last;
  bool hasWritten = false;
  for (Operation &op : sequence.without_terminator()) {
    if (isa<gpu::BarrierOp>(op) || containsBarrier(&op)) {
      pieces[&op] = wholeBlock;
      for (Region &region : op.getRegions())
        for (Block &block : region)
          number(block);
      piece = ++last;
      hasWritten = false;
    } else if (auto array = dyn_cast<LLVM::AllocaOp>(op)) {
      arrays.push_back(array);
      pieces[&op] = wholeBlock;
    } else if (isForBlock(op, hasWritten)) {
      pieces[&op] = wholeBlock;
    } else {
      pieces[&op] = piece;
      firsts.try_emplace(piece, &op);
      hasWritten |= !onlyReads(op);
    }
  }
}

/// Code inside of a piece's operation belongs to that piece; a terminator of
/// control flow around barriers to the block.
Piece Cutter::pieceOf(Operation *op) const {
  for (; op && op != threads; op = op->getParentOp()) {
    auto known = pieces.find(op);
    if (known != pieces.end())
      return known->second;
  }
  return wholeBlock;
}

Piece Cutter::pieceOf(Value value) const {
  if (Operation *op = value.getDefiningOp())
    return threads->isAncestor(op) ? pieceOf(op) : wholeBlock;
  return pieceOf(value.getParentBlock()->getParentOp());
}

//===----------------------------------------------------------------------===//
// Values from piece to piece
//===----------------------------------------------------------------------===//

bool Cutter::isCheap(Value value, unsigned &budget) {
  if (isThreadNumber(value) || pieceOf(value) == wholeBlock)
    return true;
  Operation *op = value.getDefiningOp();
  if (!op || !isPure(op) || op->getNumRegions() || budget == 0)
    return false;
  --budget;
  return llvm::all_of(op->getOperands(),
                      [&](Value operand) { return isCheap(operand, budget); });
}

/// Computes a cheap value anew at the start of a piece.
Value Cutter::again(Value value, Piece piece) {
  if (isThreadNumber(value) || pieceOf(value) == wholeBlock ||
      pieceOf(value) == piece)
    return value;
  Value &known = arrivals[{value, piece}];
  if (known)
    return known;
  Operation *op = value.getDefiningOp();
  SmallVector<Value> operands;
  for (Value operand : op->getOperands())
    operands.push_back(again(operand, piece));
  builder.setInsertionPoint(firsts.lookup(piece));
  Operation *clone = builder.clone(*op);
  clone->setOperands(operands);
  pieces[clone] = piece;
  for (auto [old, fresh] : llvm::zip(op->getResults(), clone->getResults()))
    arrivals[{old, piece}] = fresh;
  return arrivals.lookup({value, piece});
}

/// Operations that were written between two others belong to a piece.
void Cutter::claim(Operation *before, Operation *after, Piece piece) {
  Operation *op = before ? before->getNextNode() : &after->getBlock()->front();
  for (; op != after; op = op->getNextNode())
    pieces[op] = piece;
}

Slot Cutter::slotOf(Value value) {
  auto [slot, isNew] = stored.try_emplace(value);
  if (!isNew)
    return slot->second;
  slot->second = slots.allocate(value.getType());
  builder.setInsertionPointAfterValue(value);
  Operation *after = &*builder.getInsertionPoint();
  Operation *before = after->getPrevNode();
  slots.store(builder, slot->second, Slots::threadNumber(builder, threads),
              value);
  claim(before, after, pieceOf(value));
  return slot->second;
}

/// A piece's value for the control flow of the block: thread 0's, after the
/// piece.
Value Cutter::forControlFlow(Value value, Operation *user) {
  Slot slot = slotOf(value);
  builder.setInsertionPoint(user);
  Operation *before = user->getPrevNode();
  Value first = arith::ConstantOp::create(builder, user->getLoc(),
                                          builder.getI64IntegerAttr(0));
  Value loaded = slots.load(builder, slot, first);
  claim(before, user, wholeBlock);
  for (Operation *op = loaded.getDefiningOp(); op != before;
       op = op->getPrevNode())
    waiting.insert(op);
  return loaded;
}

Value Cutter::throughSlot(Value value, Piece piece) {
  Value known = arrivals.lookup({value, piece});
  if (known)
    return known;
  Slot slot = slotOf(value);
  Operation *first = firsts.lookup(piece);
  builder.setInsertionPoint(first);
  Operation *before = first->getPrevNode();
  Value loaded =
      slots.load(builder, slot, Slots::threadNumber(builder, threads));
  claim(before, first, piece);
  return arrivals[{value, piece}] = loaded;
}

void Cutter::connect() {
  SmallVector<Operation *> users;
  threads.getBody()->walk([&](Operation *op) { users.push_back(op); });
  for (Operation *user : users) {
    if (user == threads.getBody()->getTerminator())
      continue;
    Piece piece = pieceOf(user);
    for (OpOperand &operand : user->getOpOperands()) {
      Value value = operand.get();
      Piece from = pieceOf(value);
      if (from == piece || from == wholeBlock || isThreadNumber(value))
        continue;
      unsigned budget = 8;
      operand.set(piece == wholeBlock      ? forControlFlow(value, user)
                  : isCheap(value, budget) ? again(value, piece)
                                           : throughSlot(value, piece));
    }
  }
}

/// A per-thread array that one piece uses moves into it; one that several use
/// becomes a slot of many elements.
void Cutter::connectArray(LLVM::AllocaOp array) {
  SmallVector<Operation *> users(array->getUsers());
  Piece piece = users.empty() ? wholeBlock : pieceOf(users.front());
  bool isLocal = llvm::all_of(
      users, [&](Operation *user) { return pieceOf(user) == piece; });
  Operation *size = array.getArraySize().getDefiningOp();
  if (isLocal) {
    if (users.empty()) {
      pieces.erase(array);
      return array.erase();
    }
    array->moveBefore(firsts.lookup(piece));
    builder.setInsertionPoint(array);
    Operation *ownSize = builder.clone(*size);
    array->setOperand(0, ownSize->getResult(0));
    pieces[ownSize] = pieces[array] = piece;
    return;
  }
  auto type = cast<LLVM::LLVMArrayType>(array.getElemType());
  Slot slot = slots.allocate(type.getElementType(), type.getNumElements());
  for (Operation *user : users) {
    builder.setInsertionPoint(user);
    Operation *before = user->getPrevNode();
    Value number = Slots::threadNumber(builder, threads);
    auto gep = dyn_cast<LLVM::GEPOp>(user);
    Value index;
    if (gep && gep.getDynamicIndices().empty())
      index = arith::ConstantOp::create(
          builder, user->getLoc(),
          builder.getI64IntegerAttr(gep.getRawConstantIndices().front()));
    else if (gep)
      index = gep.getDynamicIndices().front();
    Value pointer = slots.address(builder, slot, number, index);
    if (pieces.contains(user)) {
      Piece own = pieceOf(user);
      claim(before, user, own);
      if (firsts.lookup(own) == user)
        firsts[own] =
            before ? before->getNextNode() : &user->getBlock()->front();
    }
    if (gep) {
      gep.replaceAllUsesWith(pointer);
      pieces.erase(gep);
      gep.erase();
    } else {
      user->replaceUsesOfWith(array, pointer);
    }
  }
  pieces.erase(array);
  array.erase();
}

//===----------------------------------------------------------------------===//
// The pieces
//===----------------------------------------------------------------------===//

scf::ParallelOp Cutter::makeLoop(Operation *before) {
  builder.setInsertionPoint(before);
  return scf::ParallelOp::create(builder, threads.getLoc(),
                                 threads.getLowerBound(),
                                 threads.getUpperBound(), threads.getStep());
}

void Cutter::cutInside(Operation *op) {
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      auto inner = llvm::map_to_vector(block.without_terminator(),
                                       [](Operation &o) { return &o; });
      cut(inner);
    }
}

void Cutter::cut(ArrayRef<Operation *> sequence) {
  scf::ParallelOp loop;
  for (Operation *op : sequence) {
    if (isa<gpu::BarrierOp>(op)) {
      op->erase();
      loop = nullptr;
    } else if (containsBarrier(op)) {
      cutInside(op);
      loop = nullptr;
    } else if (waiting.contains(op)) {
      loop = nullptr;
    } else if (pieces.lookup(op) == wholeBlock) {
      if (loop)
        op->moveBefore(loop);
    } else {
      if (!loop)
        loop = makeLoop(op);
      op->moveBefore(loop.getBody()->getTerminator());
      for (auto [old, own] :
           llvm::zip(threads.getInductionVars(), loop.getInductionVars()))
        op->walk([&, old = old, own = own](Operation *inner) {
          inner->replaceUsesOfWith(old, own);
        });
    }
  }
}

void Cutter::run() {
  number(*threads.getBody());
  for (LLVM::AllocaOp array : arrays)
    connectArray(array);
  connect();
  SmallVector<Operation *> sequence;
  for (Operation &op :
       llvm::make_early_inc_range(threads.getBody()->without_terminator())) {
    op.moveBefore(threads);
    sequence.push_back(&op);
  }
  cut(sequence);
  threads.erase();
}

void aikernel::cutAtBarriers(scf::ParallelOp threads, Slots &slots) {
  Cutter(threads, slots).run();
}
