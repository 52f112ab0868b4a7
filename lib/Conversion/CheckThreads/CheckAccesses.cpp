//===- CheckAccesses.cpp - Tell the runtime who touches what --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/LinearId.h"
#include "aikernel/Conversion/KernelABI/WideIndex.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/TypeSwitch.h"

namespace aikernel {
#define GEN_PASS_DEF_CHECKACCESSES
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

/// An array that several threads see.
struct SharedArray {
  StringRef name;
  SiteAttr declaration;
  bool isShared; ///< memory of the block, not of the launch
  /// Sizes of the dimensions that accesses through the memref count by.
  MemRefType type;
  ValueRange dynamicSizes;
};

class AccessReporter {
public:
  AccessReporter(gpu::GPUFuncOp kernel, unsigned checks)
      : kernel(kernel), checks(checks),
        builder(kernel.getLoc(), kernel.getContext()) {}

  void run();

private:
  void report(Operation *op);
  void reportAccess(Operation *op, AccessKind kind, Value memref,
                    ValueRange indices);
  void reportSync(Operation *op, int32_t warp);
  std::optional<SharedArray> arrayOf(Value memref);
  StringRef nameAt(StringRef list, unsigned number);
  SiteAttr declarationAt(StringRef list, unsigned number);
  Value position(const SharedArray &array, ValueRange indices);
  Value constant(int64_t value) {
    return arith::ConstantIntOp::create(builder, value, 64);
  }

  gpu::GPUFuncOp kernel;
  const unsigned checks;
  ImplicitLocOpBuilder builder;
};

class CheckAccessesPass
    : public aikernel::impl::CheckAccessesBase<CheckAccessesPass> {
public:
  using CheckAccessesBase::CheckAccessesBase;
  void runOnOperation() override {
    AccessReporter(getOperation(), checks).run();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

StringRef AccessReporter::nameAt(StringRef list, unsigned number) {
  auto names = kernel->getAttrOfType<ArrayAttr>(list);
  if (!names || number >= names.size())
    return "?";
  return cast<StringAttr>(names[number]).getValue();
}

SiteAttr AccessReporter::declarationAt(StringRef list, unsigned number) {
  auto sites = kernel->getAttrOfType<ArrayAttr>(list);
  if (!sites || number >= sites.size())
    return siteOf(kernel.getLoc());
  return cast<SiteAttr>(sites[number]);
}

/// Nothing for memory of a thread and for tables.
std::optional<SharedArray> AccessReporter::arrayOf(Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  if (auto argument = dyn_cast<BlockArgument>(memref)) {
    unsigned number =
        argument.getArgNumber() - kernel.getFirstWorkgroupAttributionIndex();
    return SharedArray{nameAt("px.shared", number),
                       declarationAt(sharedSitesAttrName, number), true, type,
                       ValueRange()};
  }
  Operation *op = memref.getDefiningOp();
  if (auto view = dyn_cast<MemViewOp>(op)) {
    auto argument = cast<BlockArgument>(view.getPointer());
    return SharedArray{nameAt("px.parameters", argument.getArgNumber()),
                       siteOf(view.getLoc()), false, type, view.getSizes()};
  }
  if (auto view = dyn_cast<memref::ViewOp>(op)) {
    Operation *memory = view.getSource().getDefiningOp();
    auto name = memory->getAttrOfType<StringAttr>("px.name");
    return SharedArray{name ? name.getValue() : "?", siteOf(memory->getLoc()),
                       true, type, ValueRange()};
  }
  if (auto flat = dyn_cast<memref::CollapseShapeOp>(op)) {
    std::optional<SharedArray> array = arrayOf(flat.getSrc());
    if (array)
      array->type = type;
    return array;
  }
  return std::nullopt;
}

/// Of the element among all of the array's, row by row.
Value AccessReporter::position(const SharedArray &array, ValueRange indices) {
  auto dynamic = array.dynamicSizes.begin();
  Value position;
  for (auto [size, index] : llvm::zip(array.type.getShape(), indices)) {
    Value extent;
    if (!ShapedType::isDynamic(size))
      extent = constant(size);
    else if (!array.dynamicSizes.empty())
      extent = wideIndex(builder, builder.getLoc(), *dynamic++);
    Value own = wideIndex(builder, builder.getLoc(), index);
    position = position
                   ? Value(arith::AddIOp::create(
                         builder,
                         arith::MulIOp::create(builder, position, extent), own))
                   : own;
  }
  return position;
}

/// The sizes where all but the first are known; else the array counts as one
/// row.
static ArrayRef<int64_t> knownShape(MemRefType type) {
  ArrayRef<int64_t> shape = type.getShape();
  bool isKnown = llvm::none_of(shape.drop_front(), [](int64_t size) {
    return ShapedType::isDynamic(size);
  });
  return isKnown ? shape : ArrayRef<int64_t>();
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

void AccessReporter::reportAccess(Operation *op, AccessKind kind, Value memref,
                                  ValueRange indices) {
  std::optional<SharedArray> array = arrayOf(memref);
  if (!array || (!array->isShared && !(checks & AIK_CHECK_UNSET)))
    return;
  builder.setLoc(op->getLoc());
  builder.setInsertionPoint(op);
  int32_t bytes = array->type.getElementTypeBitWidth() / 8;
  AccessOp::create(builder, kind, memref, position(*array, indices),
                   array->name, siteOf(op->getLoc()), array->declaration,
                   knownShape(array->type), bytes, checks, warpSizeOf(kernel),
                   array->isShared, linearBlockId(builder),
                   linearThreadId(builder));
}

void AccessReporter::reportSync(Operation *op, int32_t warp) {
  builder.setLoc(op->getLoc());
  builder.setInsertionPoint(op);
  SyncOp::create(builder, warp, siteOf(op->getLoc()), linearBlockId(builder),
                 linearThreadId(builder));
}

void AccessReporter::report(Operation *op) {
  auto access = [&](AccessKind kind) {
    return [this, op, kind](auto access) {
      reportAccess(op, kind, access.getMemref(), access.getIndices());
    };
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case<memref::LoadOp>(access(AccessKind::Read))
      .Case<memref::StoreOp>(access(AccessKind::Write))
      .Case<memref::AtomicRMWOp, AtomicCasOp>(access(AccessKind::Atomic))
      .Case([&](gpu::BarrierOp) { reportSync(op, 0); })
      .Case<ReduceOp, ScanOp>([&](auto collective) {
        if (collective.getScope() == Scope::Block)
          reportSync(op, 0);
      })
      .Case([&](SyncWarpOp) { reportSync(op, warpSizeOf(op)); });
}

void AccessReporter::run() {
  SmallVector<Operation *> ops;
  kernel.walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : ops)
    report(op);
}
