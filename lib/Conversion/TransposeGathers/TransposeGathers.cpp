//===- TransposeGathers.cpp - Rows of memory instead of gathers -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread that reads p[0], p[1], p[2] and p[3] makes four gathers of one
// element a lane. Here each lane's four elements, a row, are one load, and the
// rows are transposed in registers: with L lanes and G elements, L loads and
// about G log2(G) shuffles instead of G * L element loads.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"

namespace aikernel {
#define GEN_PASS_DEF_TRANSPOSEGATHERS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using Gather = LLVM::masked_gather;

namespace {

/// Rows of fewer elements are not worth their shuffles, and a longer row than a
/// register does not fit into one load.
constexpr unsigned leastElements = 4;
constexpr unsigned registerBytes = 64;

/// Lanes that read this much of their rows will probably want the next cache
/// line too, and as many streams as there are lanes are more than hardware
/// prefetchers follow: 16384 messages of sha256 run 1.4 times as fast.
constexpr unsigned leastPrefetchedBytes = 32;
constexpr unsigned cacheLineBytes = 64;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

/// A lane's index as a sum: of values, some of them sign-extended, and a
/// constant.
struct Sum {
  SmallVector<std::pair<void *, bool>> terms;
  int64_t constant = 0;
};

void addTo(Sum &sum, Value value, bool isExtended) {
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant))) {
    sum.constant += constant.getSExtValue();
    return;
  }
  if (auto broadcast = value.getDefiningOp<vector::BroadcastOp>())
    return addTo(sum, broadcast.getSource(), isExtended);
  if (auto extension = value.getDefiningOp<arith::ExtSIOp>();
      extension && !isExtended)
    return addTo(sum, extension.getIn(), /*isExtended=*/true);
  auto add = value.getDefiningOp<arith::AddIOp>();
  bool mayWrap =
      add && !arith::bitEnumContainsAll(add.getOverflowFlags(),
                                        arith::IntegerOverflowFlags::nsw);
  if (add && !(isExtended && mayWrap)) {
    addTo(sum, add.getLhs(), isExtended);
    return addTo(sum, add.getRhs(), isExtended);
  }
  sum.terms.push_back({value.getAsOpaquePointer(), isExtended});
}

/// Gathers whose lanes read at constant distances from each other.
struct Group {
  Value base;
  SmallVector<std::pair<void *, bool>> terms;
  /// By the distance, in elements, from the sum of the terms.
  std::map<int64_t, SmallVector<Gather>> at;
  Gather first; ///< in the order of the program
  int64_t firstAt;
};

bool isSameKind(Gather a, Gather b) {
  return a.getType() == b.getType() && a.getMask() == b.getMask() &&
         a.getPassThru() == b.getPassThru();
}

/// The address of a vector of elements of one array, or null.
LLVM::GEPOp elementAddress(Gather gather) {
  auto gep = gather.getPtrs().getDefiningOp<LLVM::GEPOp>();
  Type element = cast<VectorType>(gather.getType()).getElementType();
  bool isElement = gep && gep.getElemType() == element &&
                   !isa<VectorType>(gep.getBase().getType()) &&
                   gep.getDynamicIndices().size() == 1;
  return isElement ? gep : LLVM::GEPOp();
}

void addTo(SmallVectorImpl<Group> &groups, Gather gather) {
  LLVM::GEPOp address = elementAddress(gather);
  if (!address || gather.getPassThru().size() != 1 ||
      !getElementTypeOrSelf(gather.getType()).isIntOrFloat())
    return;
  Sum sum;
  addTo(sum, address.getDynamicIndices().front(), /*isExtended=*/false);
  llvm::sort(sum.terms);
  for (Group &group : groups)
    if (group.base == address.getBase() && group.terms == sum.terms &&
        isSameKind(group.first, gather))
      return group.at[sum.constant].push_back(gather);
  groups.push_back({address.getBase(), sum.terms, {}, gather, sum.constant});
  groups.back().at[sum.constant].push_back(gather);
}

/// Whether gathers may be moved across an operation. A per-thread array is no
/// part of any other memory.
bool isHarmless(Operation *op) {
  if (isa<LLVM::LoadOp>(op) || isMemoryEffectFree(op))
    return true;
  auto store = dyn_cast<LLVM::StoreOp>(op);
  if (!store)
    return false;
  auto gep = store.getAddr().getDefiningOp<LLVM::GEPOp>();
  Value memory = gep ? gep.getBase() : store.getAddr();
  return isa_and_nonnull<LLVM::AllocaOp>(memory.getDefiningOp());
}

//===----------------------------------------------------------------------===//
// Rows and columns
//===----------------------------------------------------------------------===//

class Transposer {
public:
  Transposer(Gather first, unsigned elements)
      : builder(first), loc(first.getLoc()), like(first), elements(elements),
        type(cast<VectorType>(first.getType())), lanes(type.getDimSize(0)) {}

  /// Vector c has each lane's element `offset` + c, counted from where the
  /// first gather reads.
  SmallVector<Value> columns(int64_t offset);

private:
  Value harmlessRow();
  SmallVector<Value> rows(int64_t offset);
  void prefetchBehind(Value row);
  SmallVector<Value> withoutRestOfRegister(ArrayRef<Value> rows);
  void transposeBlocks(MutableArrayRef<Value> registers);

  OpBuilder builder;
  Location loc;
  Gather like;
  unsigned elements;
  VectorType type;
  unsigned lanes;
};

/// What lanes read that are off: some memory of this function.
Value Transposer::harmlessRow() {
  OpBuilder::InsertionGuard guard(builder);
  auto function = like->getParentOfType<func::FuncOp>();
  builder.setInsertionPointToStart(&function.getBody().front());
  Value one =
      arith::ConstantOp::create(builder, loc, builder.getI32IntegerAttr(1));
  return LLVM::AllocaOp::create(
      builder, loc, LLVM::LLVMPointerType::get(builder.getContext()),
      LLVM::LLVMArrayType::get(type.getElementType(), elements), one,
      registerBytes);
}

SmallVector<Value> Transposer::rows(int64_t offset) {
  Value pointers = like.getPtrs();
  if (offset)
    pointers = LLVM::GEPOp::create(
        builder, loc, pointers.getType(), type.getElementType(), pointers,
        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(offset)});
  if (!matchPattern(like.getMask(), m_One())) {
    Value harmless = vector::BroadcastOp::create(
        builder, loc, pointers.getType(), harmlessRow());
    pointers = arith::SelectOp::create(builder, loc, like.getMask(), pointers,
                                       harmless);
  }
  auto rowType = VectorType::get(elements, type.getElementType());
  SmallVector<Value> rows;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    Value pointer = vector::ExtractOp::create(builder, loc, pointers, lane);
    rows.push_back(LLVM::LoadOp::create(builder, loc, rowType, pointer,
                                        like.getAlignment()));
    prefetchBehind(pointer);
  }
  return rows;
}

/// The end of what lies one cache line behind a row; its beginning shares the
/// row's last line, or that of its end. A prefetch faults nowhere.
void Transposer::prefetchBehind(Value row) {
  unsigned rowBytes = elements * type.getElementTypeBitWidth() / 8;
  if (rowBytes < leastPrefetchedBytes)
    return;
  int32_t distance = cacheLineBytes + rowBytes - 1;
  Value behind =
      LLVM::GEPOp::create(builder, loc, row.getType(), builder.getI8Type(), row,
                          ArrayRef<LLVM::GEPArg>{distance});
  LLVM::Prefetch::create(builder, loc, behind, /*rw=*/0, /*hint=*/3,
                         /*cache=*/1);
}

/// Register j is rows j, j + elements, j + 2 * elements ... side by side.
SmallVector<Value> Transposer::withoutRestOfRegister(ArrayRef<Value> rows) {
  SmallVector<Value> parts(rows);
  while (parts.size() > elements) {
    unsigned half = parts.size() / 2;
    int64_t width = cast<VectorType>(parts[0].getType()).getDimSize(0);
    auto both = llvm::to_vector(llvm::seq<int64_t>(2 * width));
    for (unsigned i = 0; i < half; ++i)
      parts[i] = vector::ShuffleOp::create(builder, loc, parts[i],
                                           parts[i + half], both);
    parts.truncate(half);
  }
  return parts;
}

/// Each square block of `elements` registers by `elements` words is transposed:
/// in step s, words that differ from their register in bit s change places.
void Transposer::transposeBlocks(MutableArrayRef<Value> registers) {
  for (unsigned bit = 1; bit < elements; bit *= 2) {
    SmallVector<int64_t> low, high;
    for (int64_t word = 0; word < lanes; ++word) {
      bool isSet = word & bit;
      low.push_back(isSet ? lanes + word - bit : word);
      high.push_back(isSet ? lanes + word : word + bit);
    }
    for (unsigned i = 0; i < elements; ++i) {
      if (i & bit)
        continue;
      Value a = registers[i], b = registers[i | bit];
      registers[i] = vector::ShuffleOp::create(builder, loc, a, b, low);
      registers[i | bit] = vector::ShuffleOp::create(builder, loc, a, b, high);
    }
  }
}

SmallVector<Value> Transposer::columns(int64_t offset) {
  SmallVector<Value> registers = withoutRestOfRegister(rows(offset));
  transposeBlocks(registers);
  for (Value &column : registers)
    column = arith::SelectOp::create(builder, loc, like.getMask(), column,
                                     like.getPassThru().front());
  return registers;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// How many elements one after the other, a power of two, begin at `from`.
unsigned rowLength(Group &group, int64_t from) {
  auto type = cast<VectorType>(group.first.getType());
  unsigned most = std::min<unsigned>(
      type.getDimSize(0),
      registerBytes * 8 / type.getElementType().getIntOrFloatBitWidth());
  unsigned count = 1;
  while (count < most && group.at.contains(from + count))
    ++count;
  return llvm::bit_floor(count);
}

void remarkOn(Gather gather, unsigned elements) {
  auto function = gather->getParentOfType<func::FuncOp>();
  remark::passed(gather.getLoc(), remark::RemarkOpts::name("transposed")
                                      .category("transpose-gathers")
                                      .function(function.getName()))
      << remark::metric("Elements", elements);
}

void transpose(Group &group) {
  for (auto it = group.at.begin(); it != group.at.end();) {
    unsigned elements = rowLength(group, it->first);
    if (elements < leastElements) {
      ++it;
      continue;
    }
    Transposer transposer(group.first, elements);
    for (Value column : transposer.columns(it->first - group.firstAt)) {
      for (Gather gather : it->second) {
        remarkOn(gather, elements);
        gather.replaceAllUsesWith(column);
      }
      ++it;
    }
  }
  for (auto &[distance, gathers] : group.at)
    for (Gather gather : gathers)
      if (gather->use_empty())
        gather.erase();
}

void transposeIn(Block *block) {
  SmallVector<Group> groups;
  auto finish = [&] {
    llvm::for_each(groups, transpose);
    groups.clear();
  };
  for (Operation &op : llvm::make_early_inc_range(*block)) {
    if (auto gather = dyn_cast<Gather>(op))
      addTo(groups, gather);
    else if (!isHarmless(&op))
      finish();
  }
  finish();
}

class TransposeGathersPass
    : public aikernel::impl::TransposeGathersBase<TransposeGathersPass> {
public:
  using TransposeGathersBase::TransposeGathersBase;

  void runOnOperation() override { getOperation()->walk(transposeIn); }
};

} // namespace
