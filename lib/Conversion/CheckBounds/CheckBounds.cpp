//===- CheckBounds.cpp - Accesses outside of arrays -----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every index is compared with its dimension in 64 bits. For parameters one
// more comparison follows, of the linear position with the length of the buffer
// that the launch passed: what the source declares may be more than there is.
//
// All checks of one access are evaluated, and the first that does not hold is
// reported.
//
//===----------------------------------------------------------------------===//

#include "IndexOverflow.h"
#include "aikernel/Conversion/KernelABI/LinearId.h"
#include "aikernel/Conversion/KernelABI/WideIndex.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/TypeSwitch.h"

namespace aikernel {
#define GEN_PASS_DEF_CHECKBOUNDS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

/// An array of a kernel as its accesses see it.
struct Array {
  StringRef name;
  /// One size for each dimension, as an index; none where only the length is
  /// known.
  SmallVector<OpFoldResult> sizes;
  /// The elements that there are, an i64; null where the sizes say it.
  Value length;
};

class BoundsChecker {
public:
  BoundsChecker(gpu::GPUFuncOp kernel)
      : kernel(kernel), builder(kernel.getLoc(), kernel.getContext()) {}

  LogicalResult run();

private:
  void addLengthParameters();
  LogicalResult check(Operation *access, Value memref, ValueRange indices);
  FailureOr<Array> arrayOf(Value memref);
  Array parameter(MemViewOp view);
  Array dynamicArray(memref::ViewOp view, gpu::DynamicSharedMemoryOp memory);
  StringRef nameAt(StringRef list, unsigned number);
  SmallVector<BoundsCheck> checksOf(const Array &array, ValueRange indices);
  BoundsCheck isBelow(Value index, Value length);
  void guard(Operation *access, StringRef name, ArrayRef<BoundsCheck> checks);
  void report(StringRef name, ArrayRef<BoundsCheck> checks);

  Value wide(OpFoldResult index);
  Value constant(int64_t value) {
    return arith::ConstantOp::create(builder, builder.getI64IntegerAttr(value));
  }

  gpu::GPUFuncOp kernel;
  ImplicitLocOpBuilder builder;
  /// Of array parameters, by parameter number.
  DenseMap<unsigned, Value> lengths;
};

class CheckBoundsPass
    : public aikernel::impl::CheckBoundsBase<CheckBoundsPass> {
public:
  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>())
      if (failed(BoundsChecker(kernel).run()))
        return signalPassFailure();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

void BoundsChecker::addLengthParameters() {
  Block &entry = kernel.getBody().front();
  SmallVector<Type> types(kernel.getFunctionType().getInputs());
  Type i64 = builder.getI64Type();
  for (unsigned number = 0, count = types.size(); number < count; ++number) {
    if (!isa<LLVM::LLVMPointerType>(types[number]))
      continue;
    // Shared arrays follow the parameters among the block's arguments.
    lengths[number] = entry.insertArgument(types.size(), i64,
                                           entry.getArgument(number).getLoc());
    types.push_back(i64);
  }
  kernel.setFunctionType(builder.getFunctionType(types, TypeRange()));
}

StringRef BoundsChecker::nameAt(StringRef list, unsigned number) {
  auto names = kernel->getAttrOfType<ArrayAttr>(list);
  if (!names || number >= names.size())
    return "?";
  return cast<StringAttr>(names[number]).getValue();
}

static SmallVector<OpFoldResult> sizesOf(MemRefType type, ValueRange dynamic) {
  Builder builder(type.getContext());
  SmallVector<OpFoldResult> sizes;
  auto next = dynamic.begin();
  for (int64_t size : type.getShape()) {
    if (ShapedType::isDynamic(size))
      sizes.push_back(*next++);
    else
      sizes.push_back(builder.getIndexAttr(size));
  }
  return sizes;
}

static StringRef nameOn(Operation *op) {
  auto name = op->getAttrOfType<StringAttr>("px.name");
  return name ? name.getValue() : "?";
}

Array BoundsChecker::parameter(MemViewOp view) {
  auto argument = cast<BlockArgument>(view.getPointer());
  Array array{nameAt("px.parameters", argument.getArgNumber()),
              {},
              lengths.lookup(argument.getArgNumber())};
  auto type = cast<MemRefType>(view.getView().getType());
  bool isLengthUnknown = type.getNumDynamicDims() && view.getSizes().empty();
  if (!isLengthUnknown)
    array.sizes = sizesOf(type, view.getSizes());
  return array;
}

/// Elements that fit into the bytes that the launch gives.
Array BoundsChecker::dynamicArray(memref::ViewOp view,
                                  gpu::DynamicSharedMemoryOp memory) {
  unsigned size = view.getType().getElementTypeBitWidth() / 8;
  Value bytes = wide(Value(DynamicSharedSizeOp::create(builder)));
  return {nameOn(memory),
          {},
          arith::DivUIOp::create(builder, bytes, constant(size))};
}

FailureOr<Array> BoundsChecker::arrayOf(Value memref) {
  if (auto argument = dyn_cast<BlockArgument>(memref)) {
    unsigned first = kernel.getFirstWorkgroupAttributionIndex();
    return Array{nameAt("px.shared", argument.getArgNumber() - first),
                 sizesOf(cast<MemRefType>(memref.getType()), {}), Value()};
  }
  Operation *op = memref.getDefiningOp();
  if (auto view = dyn_cast<MemViewOp>(op);
      view && isa<BlockArgument>(view.getPointer()))
    return parameter(view);
  if (auto view = dyn_cast<memref::ViewOp>(op))
    if (auto memory =
            view.getSource().getDefiningOp<gpu::DynamicSharedMemoryOp>())
      return dynamicArray(view, memory);
  auto sizes = sizesOf(cast<MemRefType>(memref.getType()), {});
  if (auto table = dyn_cast<memref::GetGlobalOp>(op))
    return Array{table.getName(), sizes, Value()};
  if (isa<memref::AllocaOp>(op))
    return Array{nameOn(op), sizes, Value()};
  // One index that counts through an array of several dimensions.
  if (auto flat = dyn_cast<memref::CollapseShapeOp>(op)) {
    FailureOr<Array> array = arrayOf(flat.getSrc());
    if (succeeded(array))
      array->sizes = sizes;
    return array;
  }
  return op->emitOpError("gives an array whose bounds are not known");
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

Value BoundsChecker::wide(OpFoldResult index) {
  if (auto attribute = dyn_cast<Attribute>(index))
    return constant(cast<IntegerAttr>(attribute).getInt());
  return wideIndex(builder, builder.getLoc(), cast<Value>(index));
}

BoundsCheck BoundsChecker::isBelow(Value index, Value length) {
  Value isNatural = arith::CmpIOp::create(builder, arith::CmpIPredicate::sge,
                                          index, constant(0));
  Value isSmall =
      arith::CmpIOp::create(builder, arith::CmpIPredicate::slt, index, length);
  return {arith::AndIOp::create(builder, isNatural, isSmall), index, length};
}

/// What a number is before it is widened or becomes an index. Read as signed,
/// it is the same if it is not negative.
static Value withoutCasts(Value number) {
  while (
      isa_and_nonnull<arith::IndexCastOp, arith::IndexCastUIOp, arith::ExtSIOp,
                      arith::ExtUIOp>(number.getDefiningOp()))
    number = number.getDefiningOp()->getOperand(0);
  return number;
}

/// Constants, and variables of loops between constants.
static bool isInside(Value index, OpFoldResult size) {
  std::optional<int64_t> length = getConstantIntValue(size);
  if (!length)
    return false;
  index = withoutCasts(index);
  if (std::optional<int64_t> position = getConstantIntValue(index))
    return *position >= 0 && *position < *length;
  auto variable = dyn_cast<BlockArgument>(index);
  auto loop = variable
                  ? dyn_cast<scf::ForOp>(variable.getOwner()->getParentOp())
                  : scf::ForOp();
  if (!loop || variable != loop.getInductionVar())
    return false;
  std::optional<int64_t> low = getConstantIntValue(loop.getLowerBound());
  std::optional<int64_t> high = getConstantIntValue(loop.getUpperBound());
  return low && high && *low >= 0 && *high <= *length;
}

SmallVector<BoundsCheck> BoundsChecker::checksOf(const Array &array,
                                                 ValueRange indices) {
  SmallVector<BoundsCheck> checks;
  Value position;
  for (auto [number, index] : llvm::enumerate(indices)) {
    bool hasSize = number < array.sizes.size();
    if (!array.length && (!hasSize || isInside(index, array.sizes[number])))
      continue;
    Value size = hasSize ? wide(array.sizes[number]) : array.length;
    Value own = wide(index);
    checkOverflow(builder, builder.getLoc(), index, size, checks);
    if (hasSize && !isInside(index, array.sizes[number]))
      checks.push_back(isBelow(own, size));
    if (position)
      position = arith::AddIOp::create(
          builder, arith::MulIOp::create(builder, position, size), own);
    else
      position = own;
  }
  if (array.length)
    checks.push_back(isBelow(position, array.length));
  return checks;
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

void BoundsChecker::report(StringRef name, ArrayRef<BoundsCheck> checks) {
  Value index = checks.back().index, length = checks.back().length;
  for (const BoundsCheck &check : llvm::reverse(checks.drop_back())) {
    index = arith::SelectOp::create(builder, check.holds, index, check.index);
    length =
        arith::SelectOp::create(builder, check.holds, length, check.length);
  }
  FaultOp::create(builder, name, index, length, siteOf(builder.getLoc()),
                  linearBlockId(builder), linearThreadId(builder));
}

void BoundsChecker::guard(Operation *access, StringRef name,
                          ArrayRef<BoundsCheck> checks) {
  Value condition = checks.front().holds;
  for (const BoundsCheck &check : checks.drop_front())
    condition = arith::AndIOp::create(builder, condition, check.holds);
  auto branch = scf::IfOp::create(builder, access->getResultTypes(), condition,
                                  /*addThenBlock=*/true, /*addElseBlock=*/true);
  access->replaceAllUsesWith(branch.getResults());
  access->moveBefore(branch.thenBlock(), branch.thenBlock()->begin());
  builder.setInsertionPointToEnd(branch.thenBlock());
  scf::YieldOp::create(builder, access->getResults());

  builder.setInsertionPointToStart(branch.elseBlock());
  report(name, checks);
  SmallVector<Value> zeros;
  for (Type type : access->getResultTypes())
    zeros.push_back(arith::ConstantOp::create(
        builder, cast<TypedAttr>(builder.getZeroAttr(type))));
  scf::YieldOp::create(builder, zeros);
}

LogicalResult BoundsChecker::check(Operation *access, Value memref,
                                   ValueRange indices) {
  builder.setLoc(access->getLoc());
  builder.setInsertionPoint(access);
  FailureOr<Array> array = arrayOf(memref);
  if (failed(array))
    return failure();
  SmallVector<BoundsCheck> checks = checksOf(*array, indices);
  if (!checks.empty())
    guard(access, array->name, checks);
  return success();
}

LogicalResult BoundsChecker::run() {
  addLengthParameters();
  SmallVector<Operation *> accesses;
  kernel.walk([&](Operation *op) {
    if (isa<memref::LoadOp, memref::StoreOp, memref::AtomicRMWOp, AtomicCasOp>(
            op))
      accesses.push_back(op);
  });
  for (Operation *op : accesses) {
    auto checkAccess = [&](auto access) {
      return check(access, access.getMemref(), access.getIndices());
    };
    LogicalResult checked =
        llvm::TypeSwitch<Operation *, LogicalResult>(op)
            .Case<memref::LoadOp, memref::StoreOp, memref::AtomicRMWOp,
                  AtomicCasOp>(checkAccess);
    if (failed(checked))
      return failure();
  }
  dropOverflowFlags(kernel);
  return success();
}
