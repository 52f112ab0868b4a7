//===- Memory.cpp - Memory accesses of threads as vector accesses ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An address with a known stride is kept as lane 0's. Where it advances by one
// element a lane the access is one vector load or store; at stride 0 it is a
// scalar one. Everything else is a gather or scatter.
//
// A per-thread array of N elements becomes N vectors: element i of lane l is
// word i * lanes + l. Accesses at a uniform index are then vector accesses, of
// all lanes: the memory of a lane that is off is there too. A store puts back
// what it finds in such lanes, which, unlike a masked store, LLVM can follow
// through registers. Lanes that were off already when the array's life began
// have nothing to lose.
//
//===----------------------------------------------------------------------===//

#include "ThreadVectorizer.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

using namespace mlir;
using namespace aikernel;

static int64_t byteSize(Operation *op, Type type) {
  return DataLayout::closest(op).getTypeSize(type);
}

/// Memory is aligned to its elements, and nothing more is promised (ruling 13).
static unsigned alignmentOf(Operation *op, Type element) {
  return byteSize(op, element);
}

LLVM::AllocaOp aikernel::perThreadArray(Value pointer) {
  if (auto gep = pointer.getDefiningOp<LLVM::GEPOp>())
    pointer = gep.getBase();
  return pointer.getDefiningOp<LLVM::AllocaOp>();
}

bool ThreadVectorizer::isContiguous(Value pointer, Type element) {
  Stride stride = analysis.stride(pointer);
  bool startsAtLaneZero =
      trustsIndices ? !mask || !analysis.mayWrap(pointer) : !isInexact(pointer);
  return stride && startsAtLaneZero &&
         *stride == byteSize(pointer.getParentBlock()->getParentOp(), element);
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorizeAlloca(LLVM::AllocaOp op) {
  auto type = cast<LLVM::LLVMArrayType>(op.getElemType());
  auto wide = LLVM::LLVMArrayType::get(type.getElementType(),
                                       type.getNumElements() * lanes);
  OpBuilder::InsertionGuard guard(builder);
  auto function = op->getParentOfType<FunctionOpInterface>();
  builder.setInsertionPointToStart(&function.getFunctionBody().front());
  Value one = arith::ConstantOp::create(builder, op.getLoc(),
                                        builder.getI32IntegerAttr(1));
  bind(op.getResult(),
       LLVM::AllocaOp::create(builder, op.getLoc(), op.getType(), wide, one,
                              /*alignment=*/64));
}

void ThreadVectorizer::vectorizeGep(LLVM::GEPOp op) {
  Location loc = op.getLoc();
  bool isInterleaved = bool(perThreadArray(op.getBase()));
  if (!isInterleaved && isScalar(op.getResult()))
    return cloneScalar(op);

  Value base = lookup(op.getBase());
  Type i64 = builder.getI64Type();
  bool isWide = !isScalar(op.getResult());
  Value offset;
  if (op.getDynamicIndices().empty()) {
    offset = arith::ConstantOp::create(
        builder, loc,
        builder.getI64IntegerAttr(op.getRawConstantIndices().front()));
    if (isWide)
      offset = broadcast(offset, loc);
  } else {
    Value index = op.getDynamicIndices().front();
    offset = isWide ? vector(index, loc) : lookup(index);
  }
  if (isInterleaved) {
    // Word offset * lanes (+ lane).
    Value scale = arith::ConstantOp::create(builder, loc,
                                            builder.getI64IntegerAttr(lanes));
    if (isWide)
      scale = broadcast(scale, loc);
    offset = arith::MulIOp::create(builder, loc, offset, scale);
    if (isWide)
      offset =
          arith::AddIOp::create(builder, loc, offset, laneOffsets(i64, 1, loc));
  } else if (isWide) {
    base = analysis.isUniform(op.getBase()) ? base : vector(op.getBase(), loc);
  }
  Type type = isWide ? vectorOf(op.getType()) : op.getType();
  bind(op.getResult(),
       LLVM::GEPOp::create(builder, loc, type, op.getElemType(), base,
                           ArrayRef<LLVM::GEPArg>{offset}));
}

//===----------------------------------------------------------------------===//
// Loads and stores
//===----------------------------------------------------------------------===//

void ThreadVectorizer::vectorizeLoad(LLVM::LoadOp op) {
  if (analysis.isUniform(op.getAddr()))
    return cloneScalar(op);
  Location loc = op.getLoc();
  VectorType type = vectorOf(op.getType());
  unsigned alignment = alignmentOf(op, op.getType());
  Value loaded;
  if (!isContiguous(op.getAddr(), op.getType()))
    loaded = LLVM::masked_gather::create(
        builder, loc, type, vector(op.getAddr(), loc), maskOrAll(mask, loc),
        ValueRange{neutral(type, loc)}, alignment);
  else if (mask && !perThreadArray(op.getAddr()))
    loaded =
        LLVM::MaskedLoadOp::create(builder, loc, type, lookup(op.getAddr()),
                                   mask, neutral(type, loc), alignment);
  else
    loaded = LLVM::LoadOp::create(builder, loc, type, lookup(op.getAddr()),
                                  alignment);
  bind(op.getResult(), loaded);
}

void ThreadVectorizer::vectorizeStore(LLVM::StoreOp op) {
  Location loc = op.getLoc();
  Type element = op.getValue().getType();
  unsigned alignment = alignmentOf(op, element);
  bool isOneAddress = analysis.isUniform(op.getAddr());
  if (isOneAddress && analysis.isUniform(op.getValue()))
    return cloneScalar(op);
  Value value = vector(op.getValue(), loc);
  if (!isContiguous(op.getAddr(), element)) {
    LLVM::masked_scatter::create(builder, loc, value, vector(op.getAddr(), loc),
                                 maskOrAll(mask, loc), alignment);
    return;
  }
  Value address = lookup(op.getAddr());
  LLVM::AllocaOp array = perThreadArray(op.getAddr());
  if (mask && !array) {
    LLVM::MaskedStoreOp::create(builder, loc, value, address, mask, alignment);
    return;
  }
  if (op->hasAttr("px.initial"))
    begunUnder[array] = mask;
  if (mask && begunUnder.lookup(array) != mask) {
    Value old =
        LLVM::LoadOp::create(builder, loc, value.getType(), address, alignment);
    value = arith::SelectOp::create(builder, loc, mask, value, old);
  }
  LLVM::StoreOp::create(builder, loc, value, address, alignment);
}

//===----------------------------------------------------------------------===//
// Atomics
//===----------------------------------------------------------------------===//

static std::optional<vector::CombiningKind>
combiningKind(LLVM::AtomicBinOp operation) {
  switch (operation) {
  case LLVM::AtomicBinOp::add:
    return vector::CombiningKind::ADD;
  case LLVM::AtomicBinOp::_and:
    return vector::CombiningKind::AND;
  case LLVM::AtomicBinOp::_or:
    return vector::CombiningKind::OR;
  case LLVM::AtomicBinOp::_xor:
    return vector::CombiningKind::XOR;
  default:
    return std::nullopt;
  }
}

/// Whether integer lanes meet at one address and want no old value.
bool ThreadVectorizer::canCombine(LLVM::AtomicRMWOp op) const {
  return combiningKind(op.getBinOp()) && op->use_empty() &&
         analysis.isUniform(op.getPtr());
}

/// Such lanes combine first, and one atomic does for all of them.
void ThreadVectorizer::combineAtomic(LLVM::AtomicRMWOp op) {
  auto kind = combiningKind(op.getBinOp());
  Location loc = op.getLoc();
  Value operands = vector(op.getVal(), loc);
  if (mask) {
    Type type = operands.getType();
    bool isAnd = *kind == vector::CombiningKind::AND;
    Value none =
        isAnd ? Value(arith::ConstantOp::create(
                    builder, loc,
                    DenseElementsAttr::get(
                        cast<VectorType>(type),
                        APInt::getAllOnes(
                            op.getVal().getType().getIntOrFloatBitWidth()))))
              : neutral(type, loc);
    operands = arith::SelectOp::create(builder, loc, mask, operands, none);
  }
  Value total = vector::ReductionOp::create(builder, loc, *kind, operands);
  LLVM::AtomicRMWOp::create(builder, loc, op.getBinOp(), lookup(op.getPtr()),
                            total, op.getOrdering());
}

/// One lane after the other, lane 0 first.
void ThreadVectorizer::vectorizeAtomic(Operation *op) {
  if (auto rmw = dyn_cast<LLVM::AtomicRMWOp>(op); rmw && canCombine(rmw))
    return combineAtomic(rmw);
  Location loc = op->getLoc();
  auto operands = vectorsOf(op->getOperands(), loc);
  Type element = op->getOperand(1).getType();
  Type resultType = vectorOf(element);
  bool isExchange = isa<LLVM::AtomicCmpXchgOp>(op);

  auto loop =
      scf::ForOp::create(builder, loc, index(0, loc), index(lanes, loc),
                         index(1, loc), ValueRange{neutral(resultType, loc)});
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value lane = loop.getInductionVar();
    Value results = loop.getRegionIterArg(0);
    auto extract = [&](Value v) -> Value {
      return vector::ExtractOp::create(builder, loc, v,
                                       ArrayRef<OpFoldResult>{lane});
    };
    // The result of a compare and exchange is a pair; its user takes element 0.
    auto runLane = [&]() -> Value {
      auto own = llvm::map_to_vector(operands, extract);
      Operation *clone = builder.clone(*op);
      clone->setOperands(own);
      Value old = clone->getResult(0);
      if (isExchange)
        old = LLVM::ExtractValueOp::create(builder, loc, old,
                                           ArrayRef<int64_t>{0});
      return vector::InsertOp::create(builder, loc, old, results,
                                      ArrayRef<OpFoldResult>{lane});
    };
    Value updated;
    if (mask) {
      auto isOn = scf::IfOp::create(builder, loc, resultType, extract(mask),
                                    /*withElseRegion=*/true);
      OpBuilder::InsertionGuard inside(builder);
      builder.setInsertionPointToStart(isOn.thenBlock());
      scf::YieldOp::create(builder, loc, runLane());
      builder.setInsertionPointToStart(isOn.elseBlock());
      scf::YieldOp::create(builder, loc, results);
      updated = isOn.getResult(0);
    } else {
      updated = runLane();
    }
    scf::YieldOp::create(builder, loc, updated);
  }
  Value old = loop.getResult(0);
  if (!isExchange)
    return bind(op->getResult(0), old);
  for (Operation *user : op->getUsers())
    bind(user->getResult(0), old);
}

//===----------------------------------------------------------------------===//
// Faults and messages
//===----------------------------------------------------------------------===//

/// A report for each lane that runs.
void ThreadVectorizer::vectorizeReport(Operation *op) {
  Location loc = op->getLoc();
  // There are no vectors of pointers to the array of an access.
  auto staysScalar = [&](Value operand) {
    return isa<AccessOp>(op) && analysis.isUniform(operand);
  };
  SmallVector<Value> operands;
  for (Value operand : op->getOperands())
    operands.push_back(staysScalar(operand) ? lookup(operand)
                                            : vector(operand, loc));
  auto loop = scf::ForOp::create(builder, loc, index(0, loc), index(lanes, loc),
                                 index(1, loc));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  auto extract = [&](Value v) -> Value {
    return vector::ExtractOp::create(
        builder, loc, v, ArrayRef<OpFoldResult>{loop.getInductionVar()});
  };
  if (mask) {
    auto isOn = scf::IfOp::create(builder, loc, extract(mask),
                                  /*withElseRegion=*/false);
    builder.setInsertionPointToStart(isOn.thenBlock());
  }
  SmallVector<Value> own;
  for (auto [operand, value] : llvm::zip(op->getOperands(), operands))
    own.push_back(staysScalar(operand) ? value : extract(value));
  builder.clone(*op)->setOperands(own);
}
