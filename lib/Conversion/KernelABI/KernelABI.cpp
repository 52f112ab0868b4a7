//===- KernelABI.cpp - Memrefs in kernels as pointers and offsets ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A memref of a kernel never goes through a region or a call: px arrays are
// names, not values. So the pass needs no dialect conversion. It notes for each
// memref the pointer and the sizes it stands for, and rewrites the accesses
// where they are.
//
// Shared arrays become globals. For the host they only stand for an offset:
// aikernel-blocks-to-tasks lays them out in scratch memory.
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/KernelABI/WideIndex.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace aikernel {
#define GEN_PASS_DEF_KERNELABI
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

/// Address spaces, and the scope of atomics, of one target.
struct TargetMemory {
  StringRef name;
  unsigned global, shared, perThread, table;
  StringRef deviceScope;
};

constexpr TargetMemory targets[] = {
    {"host", 0, 0, 0, 0, ""},
    {"nvptx", 1, 3, 0, 1, "device"},
    {"amdgpu", 1, 3, 5, 4, "agent"},
};

/// What a memref stands for.
struct Memory {
  Value pointer;
  Type element;
  /// Sizes of all dimensions but the first, which no address needs.
  SmallVector<Value> innerSizes;
};

/// Rewrites the memory of one function.
class MemoryRewriter {
public:
  MemoryRewriter(FunctionOpInterface function, const TargetMemory &target)
      : function(function), target(target), builder(function.getContext()) {}

  LogicalResult rewrite();
  void note(Value memref, Value pointer, ValueRange sizes);
  Value sharedAddress(MemRefType type, Location loc, unsigned number);

private:
  LogicalResult rewrite(Operation *op);
  void rewriteView(MemViewOp op);
  void rewriteAlloca(memref::AllocaOp op);
  void rewriteTable(memref::GetGlobalOp op);
  LogicalResult rewriteDynamicShared(gpu::DynamicSharedMemoryOp op);
  void rewriteLoad(memref::LoadOp op);
  void rewriteStore(memref::StoreOp op);
  LogicalResult rewriteAtomic(memref::AtomicRMWOp op);
  void rewriteCompareExchange(AtomicCasOp op);

  Value address(Value memref, ValueRange indices, Location loc);
  Value toI64(Value index, Location loc) {
    return wideIndex(builder, loc, index);
  }
  Value constant(int64_t value, Location loc);

  FunctionOpInterface function;
  const TargetMemory &target;
  OpBuilder builder;
  DenseMap<Value, Memory> memories;
  SmallVector<Operation *> rewritten;
};

class KernelABIPass : public aikernel::impl::KernelABIBase<KernelABIPass> {
public:
  using KernelABIBase::KernelABIBase;
  void runOnOperation() override;

private:
  LogicalResult convert(gpu::GPUFuncOp kernel, const TargetMemory &memory);
};

} // namespace

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

Value MemoryRewriter::constant(int64_t value, Location loc) {
  return arith::ConstantOp::create(builder, loc,
                                   builder.getI64IntegerAttr(value));
}

void MemoryRewriter::note(Value memref, Value pointer, ValueRange sizes) {
  auto type = cast<MemRefType>(memref.getType());
  Memory memory{pointer, type.getElementType(), {}};
  auto dynamic = sizes.begin();
  for (auto [dimension, size] : llvm::enumerate(type.getShape())) {
    bool isDynamic = ShapedType::isDynamic(size);
    if (dimension > 0)
      memory.innerSizes.push_back(isDynamic ? toI64(*dynamic, pointer.getLoc())
                                            : constant(size, pointer.getLoc()));
    if (isDynamic && !sizes.empty())
      ++dynamic;
  }
  memories[memref] = memory;
}

/// Row-major: ((i * J + j) * K + k) elements after the first. An index that
/// overflows is out of bounds (ruling 15), so nothing here wraps.
Value MemoryRewriter::address(Value memref, ValueRange indices, Location loc) {
  const Memory &memory = memories.at(memref);
  auto nsw = arith::IntegerOverflowFlags::nsw;
  Value offset = toI64(indices.front(), loc);
  for (auto [size, index] :
       llvm::zip(memory.innerSizes, indices.drop_front())) {
    Value rows = arith::MulIOp::create(builder, loc, offset, size, nsw);
    offset = arith::AddIOp::create(builder, loc, rows, toI64(index, loc), nsw);
  }
  return LLVM::GEPOp::create(builder, loc, memory.pointer.getType(),
                             memory.element, memory.pointer,
                             ArrayRef<LLVM::GEPArg>{offset});
}

//===----------------------------------------------------------------------===//
// Where memory comes from
//===----------------------------------------------------------------------===//

/// Arrays are aligned to their elements, and nothing more is promised.
void MemoryRewriter::rewriteView(MemViewOp op) {
  note(op.getView(), op.getPointer(), op.getSizes());
  auto parameter = dyn_cast<BlockArgument>(op.getPointer());
  if (!parameter || parameter.getOwner() != &function.getFunctionBody().front())
    return;
  int64_t size =
      DataLayout::closest(op).getTypeSize(op.getType().getElementType());
  function.setArgAttr(parameter.getArgNumber(), "llvm.align",
                      builder.getI64IntegerAttr(size));
}

static int64_t elementsOf(MemRefType type) {
  return ShapedType::getNumElements(type.getShape());
}

/// One allocation at the function's start, wherever the source has it.
void MemoryRewriter::rewriteAlloca(memref::AllocaOp op) {
  MemRefType type = op.getType();
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&function.getFunctionBody().front());
  auto pointerType =
      LLVM::LLVMPointerType::get(builder.getContext(), target.perThread);
  auto arrayType =
      LLVM::LLVMArrayType::get(type.getElementType(), elementsOf(type));
  Value one = arith::ConstantOp::create(builder, op.getLoc(),
                                        builder.getI32IntegerAttr(1));
  Value pointer =
      LLVM::AllocaOp::create(builder, op.getLoc(), pointerType, arrayType, one);
  note(op.getResult(), pointer, {});
}

static std::string tableName(StringRef name) { return (name + ".table").str(); }

void MemoryRewriter::rewriteTable(memref::GetGlobalOp op) {
  auto pointerType =
      LLVM::LLVMPointerType::get(builder.getContext(), target.table);
  Value pointer = LLVM::AddressOfOp::create(builder, op.getLoc(), pointerType,
                                            tableName(op.getName()));
  note(op.getResult(), pointer, {});
}

// The names of globals have a point, which keeps them apart from px names, from
// each other, and from what means something to an assembler or a linker. PTX
// knows no point; LLVM renames local symbols for it, but none from outside.

/// The shared memory whose size comes at launch.
static constexpr StringRef dynamicSharedName = "aik$dynamic_shared";

static LLVM::GlobalOp sharedGlobal(gpu::GPUModuleOp module, StringRef name,
                                   Type type, Location loc, unsigned space,
                                   bool isExternal) {
  if (auto existing = module.lookupSymbol<LLVM::GlobalOp>(name))
    return existing;
  auto builder = OpBuilder::atBlockBegin(module.getBody());
  return LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/false,
                                isExternal ? LLVM::Linkage::External
                                           : LLVM::Linkage::Internal,
                                name, Attribute(), /*alignment=*/16, space);
}

Value MemoryRewriter::sharedAddress(MemRefType type, Location loc,
                                    unsigned number) {
  auto module = function->getParentOfType<gpu::GPUModuleOp>();
  auto arrayType =
      LLVM::LLVMArrayType::get(type.getElementType(), elementsOf(type));
  std::string name = (function.getName() + ".shared." + Twine(number)).str();
  auto global =
      sharedGlobal(module, name, arrayType, loc, target.shared, false);
  builder.setInsertionPointToStart(&function.getFunctionBody().front());
  return LLVM::AddressOfOp::create(builder, loc, global);
}

LogicalResult
MemoryRewriter::rewriteDynamicShared(gpu::DynamicSharedMemoryOp op) {
  auto module = function->getParentOfType<gpu::GPUModuleOp>();
  auto global = sharedGlobal(module, dynamicSharedName,
                             LLVM::LLVMArrayType::get(builder.getI8Type(), 0),
                             op.getLoc(), target.shared, true);
  Value pointer = LLVM::AddressOfOp::create(builder, op.getLoc(), global);
  for (Operation *user : op->getUsers()) {
    auto view = dyn_cast<memref::ViewOp>(user);
    if (!view)
      return user->emitOpError("does not take dynamic shared memory by a view");
    note(view.getResult(), pointer, view.getSizes());
    rewritten.push_back(view);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

/// Halves and 8-bit floats are moved as integers: not every back end moves
/// vectors of them without converting, and none needs to know what they are.
static Type transportType(Type type) {
  auto floatType = dyn_cast<FloatType>(type);
  if (!floatType || floatType.getWidth() > 16)
    return type;
  return IntegerType::get(type.getContext(), floatType.getWidth());
}

static Value bitcastTo(OpBuilder &builder, Type type, Value value) {
  if (value.getType() == type)
    return value;
  return arith::BitcastOp::create(builder, value.getLoc(), type, value);
}

/// A choice or exchange of halves, as one of integers.
static void moveAsInteger(OpBuilder &builder, Operation *op,
                          ArrayRef<unsigned> operands) {
  Type type = op->getResult(0).getType();
  Type integer = transportType(type);
  if (integer == type)
    return;
  for (unsigned operand : operands)
    op->setOperand(operand,
                   bitcastTo(builder, integer, op->getOperand(operand)));
  op->getResult(0).setType(integer);
  builder.setInsertionPointAfter(op);
  Value half = bitcastTo(builder, type, op->getResult(0));
  op->getResult(0).replaceAllUsesExcept(half, half.getDefiningOp());
}

void MemoryRewriter::rewriteLoad(memref::LoadOp op) {
  Value pointer = address(op.getMemref(), op.getIndices(), op.getLoc());
  Value loaded = LLVM::LoadOp::create(builder, op.getLoc(),
                                      transportType(op.getType()), pointer);
  op.getResult().replaceAllUsesWith(bitcastTo(builder, op.getType(), loaded));
}

void MemoryRewriter::rewriteStore(memref::StoreOp op) {
  Value pointer = address(op.getMemref(), op.getIndices(), op.getLoc());
  Value value = op.getValueToStore();
  value = bitcastTo(builder, transportType(value.getType()), value);
  auto store = LLVM::StoreOp::create(builder, op.getLoc(), value, pointer);
  if (Attribute initial = op->getAttr("px.initial"))
    store->setAttr("px.initial", initial);
}

static std::optional<LLVM::AtomicBinOp>
binaryOperation(arith::AtomicRMWKind kind) {
  switch (kind) {
  case arith::AtomicRMWKind::addf:
    return LLVM::AtomicBinOp::fadd;
  case arith::AtomicRMWKind::addi:
    return LLVM::AtomicBinOp::add;
  case arith::AtomicRMWKind::assign:
    return LLVM::AtomicBinOp::xchg;
  case arith::AtomicRMWKind::maxs:
    return LLVM::AtomicBinOp::max;
  case arith::AtomicRMWKind::maxu:
    return LLVM::AtomicBinOp::umax;
  case arith::AtomicRMWKind::maxnumf:
    return LLVM::AtomicBinOp::fmax;
  case arith::AtomicRMWKind::mins:
    return LLVM::AtomicBinOp::min;
  case arith::AtomicRMWKind::minu:
    return LLVM::AtomicBinOp::umin;
  case arith::AtomicRMWKind::minnumf:
    return LLVM::AtomicBinOp::fmin;
  case arith::AtomicRMWKind::andi:
    return LLVM::AtomicBinOp::_and;
  case arith::AtomicRMWKind::ori:
    return LLVM::AtomicBinOp::_or;
  case arith::AtomicRMWKind::xori:
    return LLVM::AtomicBinOp::_xor;
  default:
    return std::nullopt;
  }
}

LogicalResult MemoryRewriter::rewriteAtomic(memref::AtomicRMWOp op) {
  auto operation = binaryOperation(op.getKind());
  if (!operation)
    return op.emitOpError("has a kind that no px atomic has");
  Value pointer = address(op.getMemref(), op.getIndices(), op.getLoc());
  Value value = op.getValue();
  Type type = value.getType();
  if (*operation == LLVM::AtomicBinOp::xchg)
    value = bitcastTo(builder, transportType(type), value);
  Value old = LLVM::AtomicRMWOp::create(
      builder, op.getLoc(), *operation, pointer, value,
      LLVM::AtomicOrdering::monotonic, target.deviceScope);
  op.getResult().replaceAllUsesWith(bitcastTo(builder, type, old));
  return success();
}

void MemoryRewriter::rewriteCompareExchange(AtomicCasOp op) {
  Value pointer = address(op.getMemref(), op.getIndices(), op.getLoc());
  Type type = op.getOld().getType();
  Type bits = builder.getIntegerType(type.getIntOrFloatBitWidth());
  Value pair = LLVM::AtomicCmpXchgOp::create(
      builder, op.getLoc(), pointer, bitcastTo(builder, bits, op.getExpected()),
      bitcastTo(builder, bits, op.getDesired()),
      LLVM::AtomicOrdering::monotonic, LLVM::AtomicOrdering::monotonic,
      target.deviceScope);
  Value old = LLVM::ExtractValueOp::create(builder, op.getLoc(), pair,
                                           ArrayRef<int64_t>{0});
  op.getOld().replaceAllUsesWith(bitcastTo(builder, type, old));
}

LogicalResult MemoryRewriter::rewrite(Operation *op) {
  builder.setInsertionPoint(op);
  if (isa<arith::SelectOp>(op))
    return moveAsInteger(builder, op, {1, 2}), success();
  if (isa<ShuffleOp>(op))
    return moveAsInteger(builder, op, {0}), success();
  if (auto view = dyn_cast<MemViewOp>(op))
    rewriteView(view);
  else if (auto alloca = dyn_cast<memref::AllocaOp>(op))
    rewriteAlloca(alloca);
  else if (auto table = dyn_cast<memref::GetGlobalOp>(op))
    rewriteTable(table);
  else if (auto flat = dyn_cast<memref::CollapseShapeOp>(op))
    note(flat.getResult(), memories.at(flat.getSrc()).pointer, {});
  else if (auto cast = dyn_cast<memref::CastOp>(op))
    memories[cast] = Memory(memories.at(cast.getSource()));
  else if (auto load = dyn_cast<memref::LoadOp>(op))
    rewriteLoad(load);
  else if (auto store = dyn_cast<memref::StoreOp>(op))
    rewriteStore(store);
  else if (auto access = dyn_cast<AccessOp>(op))
    return access.getArrayMutable().assign(
               memories.at(access.getArray()).pointer),
           success();
  else if (auto exchange = dyn_cast<AtomicCasOp>(op))
    rewriteCompareExchange(exchange);
  else if (auto shared = dyn_cast<gpu::DynamicSharedMemoryOp>(op)) {
    if (failed(rewriteDynamicShared(shared)))
      return failure();
  } else if (auto atomic = dyn_cast<memref::AtomicRMWOp>(op)) {
    if (failed(rewriteAtomic(atomic)))
      return failure();
  } else {
    return success();
  }
  rewritten.push_back(op);
  return success();
}

LogicalResult MemoryRewriter::rewrite() {
  WalkResult result = function->walk<WalkOrder::PreOrder>(
      [&](Operation *op) -> WalkResult { return rewrite(op); });
  if (result.wasInterrupted())
    return failure();
  // Users stand after what they use.
  for (Operation *op : llvm::reverse(rewritten))
    if (op->use_empty())
      op->erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

/// The type in which a parameter travels: bool as a byte, halves as 16 bits.
static Type parameterType(Type type, const TargetMemory &target) {
  MLIRContext *context = type.getContext();
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::LLVMPointerType::get(context, target.global);
  if (type.isInteger(1))
    return IntegerType::get(context, 8);
  return transportType(type);
}

/// The parameter's value in the type that the body works with.
static Value parameterValue(OpBuilder &builder, BlockArgument argument,
                            Type type) {
  Location loc = argument.getLoc();
  if (type.isInteger(1)) {
    Value zero =
        arith::ConstantOp::create(builder, loc, builder.getI8IntegerAttr(0));
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                 argument, zero);
  }
  return arith::BitcastOp::create(builder, loc, type, argument);
}

LogicalResult KernelABIPass::convert(gpu::GPUFuncOp kernel,
                                     const TargetMemory &memory) {
  Block &entry = kernel.getBody().front();
  auto builder = OpBuilder::atBlockBegin(&entry);
  SmallVector<Type> parameters;
  // The workgroup attributions follow the parameters among the block's
  // arguments.
  unsigned numParameters = kernel.getFunctionType().getNumInputs();
  for (BlockArgument argument :
       entry.getArguments().take_front(numParameters)) {
    Type type = argument.getType();
    parameters.push_back(parameterType(type, memory));
    argument.setType(parameters.back());
    if (type == parameters.back() || isa<LLVM::LLVMPointerType>(type))
      continue;
    Value value = parameterValue(builder, argument, type);
    argument.replaceAllUsesExcept(value, value.getDefiningOp());
  }

  MemoryRewriter rewriter(kernel, memory);
  SmallVector<BlockArgument> shared(kernel.getWorkgroupAttributions());
  for (auto [number, attribution] : llvm::enumerate(shared)) {
    auto type = cast<MemRefType>(attribution.getType());
    Value pointer = rewriter.sharedAddress(type, attribution.getLoc(), number);
    rewriter.note(attribution, pointer, {});
  }
  if (failed(rewriter.rewrite()))
    return failure();

  unsigned firstShared = kernel.getFirstWorkgroupAttributionIndex();
  kernel->removeAttr(gpu::GPUFuncOp::getNumWorkgroupAttributionsAttrName());
  entry.eraseArguments(firstShared, shared.size());
  kernel.setFunctionType(
      FunctionType::get(kernel.getContext(), parameters, TypeRange()));
  return success();
}

/// A table's elements as a constant of the module.
static void convertTable(memref::GlobalOp table, const TargetMemory &memory) {
  auto type = table.getType();
  OpBuilder builder(table);
  auto values = cast<DenseElementsAttr>(*table.getInitialValue());
  auto flat = values.reshape(
      RankedTensorType::get({elementsOf(type)}, type.getElementType()));
  LLVM::GlobalOp::create(
      builder, table.getLoc(),
      LLVM::LLVMArrayType::get(type.getElementType(), elementsOf(type)),
      /*isConstant=*/true, LLVM::Linkage::Internal,
      tableName(table.getSymName()), flat, /*alignment=*/64, memory.table);
  table.erase();
}

void KernelABIPass::runOnOperation() {
  auto memory = llvm::find_if(
      targets, [&](const TargetMemory &row) { return row.name == target; });
  if (memory == std::end(targets)) {
    getOperation().emitError("aikernel-kernel-abi: unknown target '")
        << target << "'; it can be host, nvptx or amdgpu";
    return signalPassFailure();
  }
  for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>())
    if (failed(convert(kernel, *memory)))
      return signalPassFailure();
  for (auto table :
       llvm::make_early_inc_range(getOperation().getOps<memref::GlobalOp>()))
    convertTable(table, *memory);
}
