//===- ExpandCollectives.cpp - Reductions and scans as shuffles -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel {
#define GEN_PASS_DEF_EXPANDCOLLECTIVES
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

/// Of a block.
constexpr int64_t maxThreads = 1024;

/// One kind of reduction on values of one type. Halves travel as f32 and are
/// rounded after each step: it costs no bits, and no target has to move vectors
/// of them.
struct Reduction {
  ReduceKind kind;
  Type type;
  Type half; ///< what f32 values are rounded to, or null

  /// Null when the kind has no meaning for the type.
  TypedAttr neutral() const;
  Value combine(ImplicitLocOpBuilder &builder, Value left, Value right) const;
  Value widen(ImplicitLocOpBuilder &builder, Value value) const;
  Value narrow(ImplicitLocOpBuilder &builder, Value value) const;

private:
  Value combineUnrounded(ImplicitLocOpBuilder &builder, Value left,
                         Value right) const;
};

/// Expands the collectives of one kernel.
class Expander {
public:
  Expander(gpu::GPUFuncOp kernel)
      : kernel(kernel), builder(kernel.getLoc(), kernel.getContext()),
        warpSize(warpSizeOf(kernel)) {}

  LogicalResult expand(ReduceOp op);
  LogicalResult expand(ScanOp op);

private:
  template <typename Op>
  FailureOr<Reduction> begin(Op op);
  template <typename Op>
  Value contribution(Op op, const Reduction &reduction);

  Value reduceWarp(const Reduction &reduction, Value value);
  Value reduceBits(const Reduction &reduction, Value value);
  Value scanWarp(const Reduction &reduction, Value value);
  Value reduceBlock(const Reduction &reduction, Value ofWarp);
  Value scanBlock(const Reduction &reduction, Value inWarp);

  Value sharedSlots(Type type);
  void storeSlot(Value slots, Value index, Value value);
  Value loadSlot(Value slots, Value index, Type type);
  Value combineSlots(const Reduction &reduction, Value slots, Value end);

  Value shuffle(ShuffleMode mode, Value value, int64_t lane);
  Value threadsOfBlock();
  Value linearThreadId();
  Value laneId();
  Value blockDim(gpu::Dimension dimension);
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, value);
  }
  Value i32(int64_t value) {
    return arith::ConstantIntOp::create(builder, value, 32);
  }

  gpu::GPUFuncOp kernel;
  ImplicitLocOpBuilder builder;
  const int64_t warpSize;
  /// Shared memory with room for a value of each warp, by element type.
  DenseMap<Type, Value> slotsOfType;
};

class ExpandCollectivesPass
    : public aikernel::impl::ExpandCollectivesBase<ExpandCollectivesPass> {
public:
  void runOnOperation() override {
    Expander expander(getOperation());
    WalkResult result = getOperation().walk([&](Operation *op) -> WalkResult {
      if (auto reduce = dyn_cast<ReduceOp>(op))
        return expander.expand(reduce);
      if (auto scan = dyn_cast<ScanOp>(op))
        return expander.expand(scan);
      return WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

/// Of floating-point values the neutral elements are exact: -0 + x is x for
/// both zeros, and the smaller or greater of NaN and x is x.
static TypedAttr neutralFloat(ReduceKind kind, FloatType type) {
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  switch (kind) {
  case ReduceKind::Sum:
    return FloatAttr::get(type, APFloat::getZero(semantics, /*Negative=*/true));
  case ReduceKind::Prod:
    return FloatAttr::get(type, APFloat::getOne(semantics));
  case ReduceKind::Min:
  case ReduceKind::Max:
    return FloatAttr::get(type, APFloat::getQNaN(semantics));
  default:
    return {};
  }
}

static TypedAttr neutralInteger(ReduceKind kind, IntegerType type) {
  unsigned width = type.getWidth();
  auto attribute = [&](const APInt &value) {
    return IntegerAttr::get(type, value);
  };
  switch (kind) {
  case ReduceKind::Sum:
  case ReduceKind::Or:
  case ReduceKind::Xor:
  case ReduceKind::UMax:
    return attribute(APInt::getZero(width));
  case ReduceKind::Prod:
    return attribute(APInt(width, 1));
  case ReduceKind::Min:
    return attribute(APInt::getSignedMaxValue(width));
  case ReduceKind::Max:
    return attribute(APInt::getSignedMinValue(width));
  case ReduceKind::And:
  case ReduceKind::UMin:
    return attribute(APInt::getAllOnes(width));
  }
  llvm_unreachable("all kinds are handled");
}

TypedAttr Reduction::neutral() const {
  if (auto floatType = dyn_cast<FloatType>(type))
    return neutralFloat(kind, floatType);
  return neutralInteger(kind, cast<IntegerType>(type));
}

Value Reduction::widen(ImplicitLocOpBuilder &builder, Value value) const {
  return half ? Value(arith::ExtFOp::create(builder, type, value)) : value;
}

Value Reduction::narrow(ImplicitLocOpBuilder &builder, Value value) const {
  return half ? Value(arith::TruncFOp::create(builder, half, value)) : value;
}

Value Reduction::combine(ImplicitLocOpBuilder &builder, Value left,
                         Value right) const {
  return widen(builder,
               narrow(builder, combineUnrounded(builder, left, right)));
}

Value Reduction::combineUnrounded(ImplicitLocOpBuilder &builder, Value left,
                                  Value right) const {
  bool isFloat = isa<FloatType>(type);
  switch (kind) {
  case ReduceKind::Sum:
    if (isFloat)
      return arith::AddFOp::create(builder, left, right);
    return arith::AddIOp::create(builder, left, right);
  case ReduceKind::Prod:
    if (isFloat)
      return arith::MulFOp::create(builder, left, right);
    return arith::MulIOp::create(builder, left, right);
  case ReduceKind::Min:
    if (isFloat)
      return arith::MinNumFOp::create(builder, left, right);
    return arith::MinSIOp::create(builder, left, right);
  case ReduceKind::Max:
    if (isFloat)
      return arith::MaxNumFOp::create(builder, left, right);
    return arith::MaxSIOp::create(builder, left, right);
  case ReduceKind::UMin:
    return arith::MinUIOp::create(builder, left, right);
  case ReduceKind::UMax:
    return arith::MaxUIOp::create(builder, left, right);
  case ReduceKind::And:
    return arith::AndIOp::create(builder, left, right);
  case ReduceKind::Or:
    return arith::OrIOp::create(builder, left, right);
  case ReduceKind::Xor:
    return arith::XOrIOp::create(builder, left, right);
  }
  llvm_unreachable("all kinds are handled");
}

//===----------------------------------------------------------------------===//
// Small pieces
//===----------------------------------------------------------------------===//

Value Expander::shuffle(ShuffleMode mode, Value value, int64_t lane) {
  return ShuffleOp::create(builder, value.getType(), mode, value, i32(lane),
                           Value());
}

Value Expander::laneId() {
  return gpu::LaneIdOp::create(builder, /*upper_bound=*/IntegerAttr());
}

Value Expander::blockDim(gpu::Dimension dimension) {
  return gpu::BlockDimOp::create(builder, dimension);
}

Value Expander::threadsOfBlock() {
  using gpu::Dimension;
  Value rows = arith::MulIOp::create(builder, blockDim(Dimension::x),
                                     blockDim(Dimension::y));
  return arith::MulIOp::create(builder, rows, blockDim(Dimension::z));
}

static Value subgroupId(ImplicitLocOpBuilder &builder) {
  return gpu::SubgroupIdOp::create(builder, builder.getIndexType(),
                                   /*upper_bound=*/IntegerAttr());
}

Value Expander::linearThreadId() {
  Value first =
      arith::MulIOp::create(builder, subgroupId(builder), index(warpSize));
  return arith::AddIOp::create(builder, first, laneId());
}

//===----------------------------------------------------------------------===//
// In a warp
//===----------------------------------------------------------------------===//

/// A bool's reduction by logic operations is one ballot.
Value Expander::reduceBits(const Reduction &reduction, Value value) {
  auto isZero = [&](Value bits, arith::CmpIPredicate predicate) -> Value {
    Value zero = arith::ConstantIntOp::create(builder, 0, 64);
    return arith::CmpIOp::create(builder, predicate, bits, zero);
  };
  auto ballot = [&](Value condition) -> Value {
    return BallotOp::create(builder, builder.getI64Type(), condition, Value());
  };
  if (reduction.kind == ReduceKind::Or)
    return isZero(ballot(value), arith::CmpIPredicate::ne);
  Value one = arith::ConstantIntOp::create(builder, 1, 1);
  return isZero(ballot(arith::XOrIOp::create(builder, value, one)),
                arith::CmpIPredicate::eq);
}

/// In a warp that the block does not fill, lanes are missing at its end. The
/// partner of some lanes is missing then, but never one that lane 0's result is
/// made from, except for neutral elements: lane 0 tells the others.
Value Expander::reduceWarp(const Reduction &reduction, Value value) {
  bool isLogic =
      reduction.kind == ReduceKind::Or || reduction.kind == ReduceKind::And;
  if (reduction.type.isInteger(1) && isLogic)
    return reduceBits(reduction, value);
  Value neutral = arith::ConstantOp::create(builder, reduction.neutral());
  Value all = arith::ConstantIntOp::create(builder, 1, 1);
  Value existing =
      BallotOp::create(builder, builder.getI64Type(), all, Value());
  Value lane =
      arith::IndexCastUIOp::create(builder, builder.getI64Type(), laneId());
  for (int64_t distance = warpSize / 2; distance > 0; distance /= 2) {
    Value partner = arith::XOrIOp::create(
        builder, lane, arith::ConstantIntOp::create(builder, distance, 64));
    Value exists = arith::TruncIOp::create(
        builder, builder.getI1Type(),
        arith::ShRUIOp::create(builder, existing, partner));
    Value other = arith::SelectOp::create(
        builder, exists, shuffle(ShuffleMode::Xor, value, distance), neutral);
    value = reduction.combine(builder, value, other);
  }
  return shuffle(ShuffleMode::Index, value, 0);
}

Value Expander::scanWarp(const Reduction &reduction, Value value) {
  Value lane = laneId();
  for (int64_t distance = 1; distance < warpSize; distance *= 2) {
    Value other = shuffle(ShuffleMode::Up, value, distance);
    Value exists = arith::CmpIOp::create(builder, arith::CmpIPredicate::uge,
                                         lane, index(distance));
    value = arith::SelectOp::create(
        builder, exists, reduction.combine(builder, other, value), value);
  }
  return value;
}

//===----------------------------------------------------------------------===//
// In a block
//===----------------------------------------------------------------------===//

/// One array serves all collectives on a type: each ends with a barrier.
Value Expander::sharedSlots(Type type) {
  if (type.isInteger(1))
    type = builder.getI8Type();
  Value &slots = slotsOfType[type];
  if (!slots) {
    auto space = gpu::AddressSpaceAttr::get(builder.getContext(),
                                            gpu::AddressSpace::Workgroup);
    auto memory = MemRefType::get({maxThreads / warpSize}, type,
                                  MemRefLayoutAttrInterface(), space);
    slots = kernel.addWorkgroupAttribution(memory, kernel.getLoc());
  }
  return slots;
}

void Expander::storeSlot(Value slots, Value index, Value value) {
  if (value.getType().isInteger(1))
    value = arith::ExtUIOp::create(builder, builder.getI8Type(), value);
  memref::StoreOp::create(builder, value, slots, index);
}

Value Expander::loadSlot(Value slots, Value index, Type type) {
  Value value = memref::LoadOp::create(builder, slots, index);
  if (type.isInteger(1))
    return arith::TruncIOp::create(builder, type, value);
  return value;
}

/// Slots 0 to `end`, which is not included, in this order; at least slot 0.
Value Expander::combineSlots(const Reduction &reduction, Value slots,
                             Value end) {
  Value first = loadSlot(slots, index(0), reduction.type);
  auto loop = scf::ForOp::create(builder, index(1), end, index(1), first);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value next = loadSlot(slots, loop.getInductionVar(), reduction.type);
  scf::YieldOp::create(
      builder, reduction.combine(builder, loop.getRegionIterArg(0), next));
  return loop.getResult(0);
}

Value Expander::reduceBlock(const Reduction &reduction, Value ofWarp) {
  Value slots = sharedSlots(reduction.type);
  Value isFirst = arith::CmpIOp::create(builder, arith::CmpIPredicate::eq,
                                        laneId(), index(0));
  auto store = scf::IfOp::create(builder, isFirst, /*withElseRegion=*/false);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(store.thenBlock());
    storeSlot(slots, subgroupId(builder), ofWarp);
  }
  gpu::BarrierOp::create(builder);
  Value warps = arith::DivUIOp::create(
      builder,
      arith::AddIOp::create(builder, threadsOfBlock(), index(warpSize - 1)),
      index(warpSize));
  Value result = combineSlots(reduction, slots, warps);
  gpu::BarrierOp::create(builder);
  return result;
}

Value Expander::scanBlock(const Reduction &reduction, Value inWarp) {
  Value slots = sharedSlots(reduction.type);
  auto equals = [&](Value left, Value right) -> Value {
    return arith::CmpIOp::create(builder, arith::CmpIPredicate::eq, left,
                                 right);
  };
  Value lastOfBlock =
      arith::SubIOp::create(builder, threadsOfBlock(), index(1));
  Value hasTotal =
      arith::OrIOp::create(builder, equals(laneId(), index(warpSize - 1)),
                           equals(linearThreadId(), lastOfBlock));
  auto store = scf::IfOp::create(builder, hasTotal, /*withElseRegion=*/false);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(store.thenBlock());
    storeSlot(slots, subgroupId(builder), inWarp);
  }
  gpu::BarrierOp::create(builder);
  Value warp = subgroupId(builder);
  Value before = combineSlots(reduction, slots, warp);
  Value result =
      arith::SelectOp::create(builder, equals(warp, index(0)), inWarp,
                              reduction.combine(builder, before, inWarp));
  gpu::BarrierOp::create(builder);
  return result;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

template <typename Op>
FailureOr<Reduction> Expander::begin(Op op) {
  Reduction reduction{op.getKind(), op.getResult().getType(), Type()};
  if (isa<FloatType>(reduction.type) &&
      reduction.type.getIntOrFloatBitWidth() <= 16) {
    reduction.half = reduction.type;
    reduction.type = builder.getF32Type();
  }
  if (!reduction.neutral())
    return op.emitOpError()
           << "cannot combine values of type " << reduction.type << " by '"
           << stringifyReduceKind(reduction.kind) << "'";
  builder.setLoc(op.getLoc());
  builder.setInsertionPoint(op);
  return reduction;
}

/// What this thread brings in: nothing when it does not take part.
template <typename Op>
Value Expander::contribution(Op op, const Reduction &reduction) {
  Value own = reduction.widen(builder, op.getValue());
  if (!op.getActive())
    return own;
  Value neutral = arith::ConstantOp::create(builder, reduction.neutral());
  return arith::SelectOp::create(builder, op.getActive(), own, neutral);
}

LogicalResult Expander::expand(ReduceOp op) {
  FailureOr<Reduction> reduction = begin(op);
  if (failed(reduction))
    return failure();
  Value result = reduceWarp(*reduction, contribution(op, *reduction));
  if (op.getScope() == Scope::Block)
    result = reduceBlock(*reduction, result);
  op.replaceAllUsesWith(reduction->narrow(builder, result));
  op.erase();
  return success();
}

LogicalResult Expander::expand(ScanOp op) {
  FailureOr<Reduction> reduction = begin(op);
  if (failed(reduction))
    return failure();
  Value result = scanWarp(*reduction, contribution(op, *reduction));
  if (op.getScope() == Scope::Block)
    result = scanBlock(*reduction, result);
  op.replaceAllUsesWith(reduction->narrow(builder, result));
  op.erase();
  return success();
}
