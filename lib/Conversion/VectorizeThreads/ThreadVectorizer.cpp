//===- ThreadVectorizer.cpp - Values, arithmetic and warp operations ------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ThreadVectorizer.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace aikernel;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value ThreadVectorizer::lookup(Value threadValue) const {
  Value value = values.lookup(threadValue);
  // What is not thread code stands for itself.
  return value ? value : threadValue;
}

Value ThreadVectorizer::index(int64_t value, Location loc) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value ThreadVectorizer::broadcast(Value scalar, Location loc) {
  return vector::BroadcastOp::create(builder, loc, vectorOf(scalar.getType()),
                                     scalar);
}

Value ThreadVectorizer::laneOffsets(Type element, int64_t stride,
                                    Location loc) {
  unsigned width = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  SmallVector<APInt> offsets;
  for (unsigned lane = 0; lane < lanes; ++lane)
    offsets.emplace_back(width, uint64_t(stride * lane), /*isSigned=*/true,
                         /*implicitTrunc=*/true);
  return arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(vectorOf(element), offsets));
}

Value ThreadVectorizer::vector(Value threadValue, Location loc) {
  Value value = lookup(threadValue);
  Stride stride = analysis.stride(threadValue);
  if (!stride)
    return value;
  if (*stride != 0 && isInexact(threadValue))
    return exactVector(threadValue, loc);
  if (isa<LLVM::LLVMPointerType>(value.getType())) {
    if (*stride == 0)
      return broadcast(value, loc);
    Value offsets = laneOffsets(builder.getI64Type(), *stride, loc);
    return LLVM::GEPOp::create(builder, loc, vectorOf(value.getType()),
                               builder.getI8Type(), value,
                               ArrayRef<LLVM::GEPArg>{offsets});
  }
  Value splat = broadcast(value, loc);
  if (*stride == 0)
    return splat;
  return arith::AddIOp::create(builder, loc, splat,
                               laneOffsets(value.getType(), *stride, loc));
}

bool ThreadVectorizer::isInexact(Value threadValue) const {
  bool isTrusted =
      trustsIndices && isa<LLVM::LLVMPointerType>(threadValue.getType());
  return analysis.mayWrap(threadValue) ||
         (!isTrusted && analysis.isSignExtended(threadValue));
}

Value ThreadVectorizer::exactVector(Value threadValue, Location loc) {
  if (!isInexact(threadValue))
    return vector(threadValue, loc);
  Operation *op = threadValue.getDefiningOp();
  SmallVector<Value> operands;
  for (Value operand : op->getOperands())
    operands.push_back(exactVector(operand, loc));
  if (auto gep = dyn_cast<LLVM::GEPOp>(op)) {
    SmallVector<LLVM::GEPArg> offsets;
    if (operands.size() > 1)
      offsets.push_back(operands[1]);
    else
      offsets.push_back(gep.getRawConstantIndices().front());
    return LLVM::GEPOp::create(builder, loc, vectorOf(gep.getType()),
                               gep.getElemType(), operands[0], offsets);
  }
  OperationState state(loc, op->getName(), operands,
                       vectorOf(threadValue.getType()), op->getAttrs());
  return builder.create(state)->getResult(0);
}

SmallVector<Value> ThreadVectorizer::vectorsOf(ValueRange threadValues,
                                               Location loc) {
  return llvm::map_to_vector(threadValues,
                             [&](Value v) { return vector(v, loc); });
}

Value ThreadVectorizer::neutral(Type type, Location loc) {
  if (isa<LLVM::LLVMPointerType>(getElementTypeOrSelf(type)))
    return ub::PoisonOp::create(builder, loc, type);
  return arith::ConstantOp::create(builder, loc,
                                   cast<TypedAttr>(builder.getZeroAttr(type)));
}

/// Lane by lane one of two values. Halves are chosen as integers: not every
/// back end chooses between vectors of them without converting.
Value ThreadVectorizer::choose(Value condition, Value ifTrue, Value ifFalse) {
  Location loc = condition.getLoc();
  auto type = cast<VectorType>(ifTrue.getType());
  auto element = dyn_cast<FloatType>(type.getElementType());
  if (!element || element.getWidth() > 16)
    return arith::SelectOp::create(builder, loc, condition, ifTrue, ifFalse);
  Type bits = vectorOf(builder.getIntegerType(element.getWidth()));
  Value chosen = arith::SelectOp::create(
      builder, loc, condition,
      arith::BitcastOp::create(builder, loc, bits, ifTrue),
      arith::BitcastOp::create(builder, loc, bits, ifFalse));
  return arith::BitcastOp::create(builder, loc, type, chosen);
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

Value ThreadVectorizer::allLanes(Location loc) {
  return arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(vectorOf(builder.getI1Type()), true));
}

Value ThreadVectorizer::firstLanes(Value count, Location loc) {
  Value numbers = laneOffsets(builder.getIndexType(), 1, loc);
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, numbers,
                               broadcast(count, loc));
}

Value ThreadVectorizer::conjunction(Value left, Value right, Location loc) {
  if (!left || !right)
    return left ? left : right;
  return arith::AndIOp::create(builder, loc, left, right);
}

Value ThreadVectorizer::inverted(Value lanesOn, Location loc) {
  return arith::XOrIOp::create(builder, loc, lanesOn, allLanes(loc));
}

Value ThreadVectorizer::maskBits(Value lanesOn, Location loc) {
  return LLVM::BitcastOp::create(builder, loc, builder.getIntegerType(lanes),
                                 lanesOn);
}

Value ThreadVectorizer::isAnyOn(Value lanesOn, Location loc) {
  Value bits = maskBits(lanesOn, loc);
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, bits,
                               neutral(bits.getType(), loc));
}

Value ThreadVectorizer::areAllOn(Value lanesOn, Location loc) {
  Value bits = maskBits(lanesOn, loc);
  Value all = arith::ConstantOp::create(
      builder, loc, builder.getIntegerAttr(bits.getType(), -1));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, bits,
                               all);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorize(Block &block, Value blockMask) {
  llvm::SaveAndRestore restore(mask, blockMask);
  for (Operation &op : block.without_terminator())
    vectorize(&op);
}

static bool isDivision(Operation *op) {
  return isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(
      op);
}

static bool isNarrow(Type type) {
  return !type.isIndex() && type.getIntOrFloatBitWidth() <= 32;
}

void ThreadVectorizer::vectorize(Operation *op) {
  // Lane numbers are given; a compare and exchange binds its users.
  if (op->getNumResults() && values.contains(op->getResult(0)))
    return;
  remark(op);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return vectorizeIf(branch);
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return vectorizeFor(loop);
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    return vectorizeWhile(loop);
  if (auto alloca = dyn_cast<LLVM::AllocaOp>(op))
    return vectorizeAlloca(alloca);
  if (auto gep = dyn_cast<LLVM::GEPOp>(op))
    return vectorizeGep(gep);
  if (auto load = dyn_cast<LLVM::LoadOp>(op))
    return vectorizeLoad(load);
  if (auto store = dyn_cast<LLVM::StoreOp>(op))
    return vectorizeStore(store);
  if (isa<LLVM::AtomicRMWOp, LLVM::AtomicCmpXchgOp>(op))
    return vectorizeAtomic(op);
  if (isa<FaultOp, MessageOp, AccessOp, SyncOp, VoteOp>(op))
    return vectorizeReport(op);
  if (auto shuffle = dyn_cast<ShuffleOp>(op))
    return vectorizeShuffle(shuffle);
  if (auto ballot = dyn_cast<BallotOp>(op))
    return vectorizeBallot(ballot);
  // Lanes run in lock step, so a warp is always in step with itself.
  if (isa<SyncWarpOp>(op))
    return;
  if (llvm::all_of(op->getResults(), [&](Value v) { return isScalar(v); }))
    return cloneScalar(op);
  if (isDivision(op) && !matchPattern(op->getOperand(1), m_Constant()) &&
      isNarrow(op->getResult(0).getType()))
    return vectorizeDivision(op);
  vectorizeElementwise(op);
}

/// The scalars of lane 0 in, the scalar of lane 0 out.
void ThreadVectorizer::cloneScalar(Operation *op) {
  Operation *clone = builder.clone(*op);
  for (OpOperand &operand : clone->getOpOperands())
    operand.set(lookup(operand.get()));
  for (auto [threadValue, value] :
       llvm::zip(op->getResults(), clone->getResults()))
    bind(threadValue, value);
}

/// The divisor in lanes that are on and 1 in the others: what a lane that is
/// off has loaded, or never computed, may be 0, and division by it traps.
Value ThreadVectorizer::divisorOfActiveLanes(Value divisor, Location loc) {
  if (!mask)
    return divisor;
  auto type = cast<VectorType>(divisor.getType());
  Value ones = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(type,
                             builder.getIntegerAttr(type.getElementType(), 1)));
  return arith::SelectOp::create(builder, loc, mask, divisor, ones);
}

/// Processors divide vectors of doubles only. Their quotient truncates to that
/// of integers of up to 32 bits: one that is no integer differs from the next
/// by 2^-32 of itself or more, which is far more than its rounding error.
static Value divideAsDoubles(OpBuilder &builder, Operation *op, Value left,
                             Value right) {
  Location loc = op->getLoc();
  bool isSigned = isa<arith::DivSIOp, arith::RemSIOp>(op);
  auto type = cast<VectorType>(left.getType());
  Type real = type.clone(builder.getF64Type());
  auto toReal = [&](Value value) -> Value {
    if (isSigned)
      return arith::SIToFPOp::create(builder, loc, real, value);
    return arith::UIToFPOp::create(builder, loc, real, value);
  };
  Value quotient =
      arith::DivFOp::create(builder, loc, toReal(left), toReal(right));
  if (isSigned)
    quotient = arith::FPToSIOp::create(builder, loc, type, quotient);
  else
    quotient = arith::FPToUIOp::create(builder, loc, type, quotient);
  if (isa<arith::DivSIOp, arith::DivUIOp>(op))
    return quotient;
  Value whole = arith::MulIOp::create(builder, loc, quotient, right);
  return arith::SubIOp::create(builder, loc, left, whole);
}

void ThreadVectorizer::vectorizeDivision(Operation *op) {
  Value left = vector(op->getOperand(0), op->getLoc());
  Value right = divisorOfActiveLanes(vector(op->getOperand(1), op->getLoc()),
                                     op->getLoc());
  bind(op->getResult(0), divideAsDoubles(builder, op, left, right));
}

void ThreadVectorizer::vectorizeElementwise(Operation *op) {
  SmallVector<Value> operands;
  for (auto [number, operand] : llvm::enumerate(op->getOperands())) {
    // A uniform choice between two vectors stays a scalar choice.
    bool isUniformChoice =
        isa<arith::SelectOp>(op) && number == 0 && analysis.isUniform(operand);
    operands.push_back(isUniformChoice ? lookup(operand)
                                       : vector(operand, op->getLoc()));
  }
  if (isDivision(op) && !matchPattern(op->getOperand(1), m_Constant()))
    operands[1] = divisorOfActiveLanes(operands[1], op->getLoc());
  SmallVector<Type> types;
  for (Type type : op->getResultTypes())
    types.push_back(vectorOf(type));
  OperationState state(op->getLoc(), op->getName(), operands, types,
                       op->getAttrs());
  Operation *wide = builder.create(state);
  for (auto [threadValue, value] :
       llvm::zip(op->getResults(), wide->getResults()))
    bind(threadValue, value);
}

//===----------------------------------------------------------------------===//
// Warp operations: here a vector is a warp
//===----------------------------------------------------------------------===//

/// For each lane the lane it reads, or -1 for its own, when that is known now.
static std::optional<SmallVector<int64_t>>
staticPermutation(ShuffleMode mode, Value lane, unsigned lanes) {
  APInt constant;
  if (!matchPattern(lane, m_ConstantInt(&constant)))
    return std::nullopt;
  int64_t by = constant.getSExtValue();
  SmallVector<int64_t> sources;
  for (int64_t own = 0; own < lanes; ++own) {
    int64_t source = mode == ShuffleMode::Index  ? by
                     : mode == ShuffleMode::Up   ? own - by
                     : mode == ShuffleMode::Down ? own + by
                                                 : own ^ by;
    bool isInside = source >= 0 && source < lanes;
    sources.push_back(isInside ? source : own);
  }
  return sources;
}

/// The lanes that are read, as a vector of i32; those outside of the warp are
/// replaced by the reader's own.
static Value dynamicPermutation(OpBuilder &builder, Location loc,
                                ShuffleMode mode, Value own, Value by,
                                unsigned lanes) {
  auto type = cast<VectorType>(own.getType());
  auto splat = [&](int64_t value) -> Value {
    return arith::ConstantOp::create(
        builder, loc,
        DenseElementsAttr::get(type,
                               builder.getI32IntegerAttr(value).getValue()));
  };
  Value source;
  switch (mode) {
  case ShuffleMode::Index:
    source = by;
    break;
  case ShuffleMode::Up:
    source = arith::SubIOp::create(builder, loc, own, by);
    break;
  case ShuffleMode::Down:
    source = arith::AddIOp::create(builder, loc, own, by);
    break;
  case ShuffleMode::Xor:
    source = arith::XOrIOp::create(builder, loc, own, by);
    break;
  }
  Value isInside = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ult, source, splat(lanes));
  return arith::SelectOp::create(builder, loc, isInside, source, own);
}

/// Elements of a vector in another order: through memory, as no instruction
/// permutes every type.
static Value permute(OpBuilder &builder, Location loc, Value vector,
                     Value sources) {
  auto type = cast<VectorType>(vector.getType());
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext());
  Value memory;
  {
    OpBuilder::InsertionGuard guard(builder);
    auto function = builder.getBlock()
                        ->getParentOp()
                        ->getParentOfType<FunctionOpInterface>();
    if (!function)
      function = cast<FunctionOpInterface>(builder.getBlock()->getParentOp());
    builder.setInsertionPointToStart(&function.getFunctionBody().front());
    Value one =
        arith::ConstantOp::create(builder, loc, builder.getI32IntegerAttr(1));
    memory = LLVM::AllocaOp::create(builder, loc, pointer, type, one, 64);
  }
  LLVM::StoreOp::create(builder, loc, vector, memory);
  auto pointers = VectorType::get(type.getShape(), pointer);
  Value addresses =
      LLVM::GEPOp::create(builder, loc, pointers, type.getElementType(), memory,
                          ArrayRef<LLVM::GEPArg>{sources});
  Value all = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(
          VectorType::get(type.getShape(), builder.getI1Type()), true));
  unsigned alignment = std::max(1u, type.getElementTypeBitWidth() / 8);
  return LLVM::masked_gather::create(builder, loc, type, addresses, all,
                                     ValueRange(), alignment);
}

void ThreadVectorizer::vectorizeShuffle(ShuffleOp op) {
  Location loc = op.getLoc();
  Value own = vector(op.getValue(), loc);
  Value active = mask;
  if (op.getActive())
    active = conjunction(active, vector(op.getActive(), loc), loc);

  auto byteVector = vectorOf(builder.getI8Type());
  std::function<Value(Value)> exchange;
  if (auto sources = staticPermutation(op.getMode(), op.getLane(), lanes)) {
    exchange = [&, sources](Value v) -> Value {
      return vector::ShuffleOp::create(builder, loc, v, v, *sources);
    };
  } else {
    Value ownLane = laneOffsets(builder.getI32Type(), 1, loc);
    Value sourceLanes = dynamicPermutation(builder, loc, op.getMode(), ownLane,
                                           vector(op.getLane(), loc), lanes);
    exchange = [&, sourceLanes](Value v) -> Value {
      bool isMask = getElementTypeOrSelf(v.getType()).isInteger(1);
      if (isMask)
        v = arith::ExtUIOp::create(builder, loc, byteVector, v);
      Value moved = permute(builder, loc, v, sourceLanes);
      if (isMask)
        moved = arith::TruncIOp::create(builder, loc,
                                        vectorOf(builder.getI1Type()), moved);
      return moved;
    };
  }
  Value other = exchange(own);
  if (active)
    other = choose(exchange(active), other, own);
  bind(op.getResult(), other);
}

void ThreadVectorizer::vectorizeBallot(BallotOp op) {
  Location loc = op.getLoc();
  Value on = vector(op.getCondition(), loc);
  Value active = mask;
  if (op.getActive())
    active = conjunction(active, vector(op.getActive(), loc), loc);
  // A select, not an and: conditions of inactive threads may be poison.
  if (active)
    on = arith::SelectOp::create(builder, loc, active, on,
                                 neutral(on.getType(), loc));
  Value bits = maskBits(on, loc);
  if (bits.getType() != builder.getI64Type())
    bits = arith::ExtUIOp::create(builder, loc, builder.getI64Type(), bits);
  bind(op.getBits(), bits);
}
