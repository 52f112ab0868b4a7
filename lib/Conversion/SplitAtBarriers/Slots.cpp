//===- Slots.cpp - Memory with one element for each thread of a block -----===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Slots.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"

using namespace mlir;
using namespace aikernel;

/// The arguments of AikKernelFn that matter here.
enum TaskArgument { Launch = 2, Scratch = 5 };

static constexpr StringRef bytesAttribute = "aikernel.scratch_bytes_per_thread";

/// Behind the static and the dynamic shared memory, each a multiple of 64
/// bytes.
Slots::Slots(func::FuncOp task) : task(task) {
  auto builder = OpBuilder::atBlockBegin(&task.getBody().front());
  Location loc = task.getLoc();
  Type i64 = builder.getI64Type();
  Value launch = task.getArgument(Launch);
  auto field = [&](uint64_t offset) -> Value {
    Value pointer =
        LLVM::GEPOp::create(builder, loc, launch.getType(), builder.getI8Type(),
                            launch, ArrayRef<LLVM::GEPArg>{int32_t(offset)});
    Value value =
        LLVM::LoadOp::create(builder, loc, builder.getI32Type(), pointer);
    return arith::ExtUIOp::create(builder, loc, i64, value);
  };
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getI64IntegerAttr(value));
  };
  auto roundUp = [&](Value value) -> Value {
    Value more = arith::AddIOp::create(builder, loc, value, constant(63));
    return arith::AndIOp::create(builder, loc, more, constant(-64));
  };
  Value rows =
      arith::MulIOp::create(builder, loc, field(offsetof(AikLaunch, block) + 4),
                            field(offsetof(AikLaunch, block) + 8));
  threads = roundUp(arith::MulIOp::create(builder, loc, rows,
                                          field(offsetof(AikLaunch, block))));
  auto sharedBytes = task->getAttrOfType<IntegerAttr>("aikernel.shared_bytes");
  Value offset = arith::AddIOp::create(
      builder, loc, constant(sharedBytes ? sharedBytes.getInt() : 0),
      roundUp(field(offsetof(AikLaunch, dynamicShared))));
  if (auto bytes = task->getAttrOfType<IntegerAttr>(bytesAttribute))
    bytesPerThread = bytes.getInt();
  Value scratch = task.getArgument(Scratch);
  slots =
      LLVM::GEPOp::create(builder, loc, scratch.getType(), builder.getI8Type(),
                          scratch, ArrayRef<LLVM::GEPArg>{offset});
}

/// The type in memory: an i1 of its own byte, an index of 64 bits.
static Type storedType(Type type) {
  if (type.isInteger(1))
    return IntegerType::get(type.getContext(), 8);
  if (type.isIndex())
    return IntegerType::get(type.getContext(), 64);
  return type;
}

Slot Slots::allocate(Type type, int64_t count) {
  OpBuilder builder(task.getContext());
  builder.setInsertionPointAfterValue(slots);
  Location loc = task.getLoc();
  Value before = arith::ConstantOp::create(
      builder, loc, builder.getI64IntegerAttr(bytesPerThread));
  Value offset = arith::MulIOp::create(builder, loc, before, threads);
  Value base =
      LLVM::GEPOp::create(builder, loc, slots.getType(), builder.getI8Type(),
                          slots, ArrayRef<LLVM::GEPArg>{offset});
  bytesPerThread +=
      count * DataLayout::closest(task).getTypeSize(storedType(type));
  task->setAttr(bytesAttribute, builder.getI64IntegerAttr(bytesPerThread));
  return {base, type};
}

Value Slots::address(OpBuilder &builder, const Slot &slot, Value thread,
                     Value index) {
  Location loc = task.getLoc();
  Value element = thread;
  if (index)
    element = arith::AddIOp::create(
        builder, loc, arith::MulIOp::create(builder, loc, index, threads),
        thread);
  return LLVM::GEPOp::create(builder, loc, slot.base.getType(),
                             storedType(slot.type), slot.base,
                             ArrayRef<LLVM::GEPArg>{element});
}

void Slots::store(OpBuilder &builder, const Slot &slot, Value thread,
                  Value value) {
  Location loc = value.getLoc();
  Type stored = storedType(slot.type);
  if (slot.type.isInteger(1))
    value = arith::ExtUIOp::create(builder, loc, stored, value);
  else if (slot.type.isIndex())
    value = arith::IndexCastOp::create(builder, loc, stored, value);
  LLVM::StoreOp::create(builder, loc, value, address(builder, slot, thread));
}

Value Slots::load(OpBuilder &builder, const Slot &slot, Value thread) {
  Location loc = task.getLoc();
  Value value = LLVM::LoadOp::create(builder, loc, storedType(slot.type),
                                     address(builder, slot, thread));
  if (slot.type.isInteger(1))
    return arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ne, value,
        arith::ConstantOp::create(builder, loc, builder.getI8IntegerAttr(0)));
  if (slot.type.isIndex())
    return arith::IndexCastOp::create(builder, loc, slot.type, value);
  return value;
}

Value Slots::threadNumber(OpBuilder &builder, scf::ParallelOp threads) {
  Location loc = threads.getLoc();
  auto ids = threads.getInductionVars();
  auto sizes = threads.getUpperBound();
  Value row = arith::AddIOp::create(
      builder, loc, arith::MulIOp::create(builder, loc, ids[0], sizes[1]),
      ids[1]);
  Value number = arith::AddIOp::create(
      builder, loc, arith::MulIOp::create(builder, loc, row, sizes[2]), ids[2]);
  return arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
}
