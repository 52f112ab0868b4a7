//===- BlocksToTasks.cpp - A kernel as a host function over blocks --------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "aikernel/abi.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "llvm/Support/MathExtras.h"

namespace aikernel {
#define GEN_PASS_DEF_BLOCKSTOTASKS
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

/// Bytes to which each part of the scratch area is aligned.
constexpr uint64_t scratchAlignment = 64;

/// Writes the task of one kernel.
class TaskBuilder {
public:
  TaskBuilder(gpu::GPUFuncOp kernel, StringRef version)
      : kernel(kernel), version(version), builder(kernel.getContext()),
        loc(kernel.getLoc()) {}

  LogicalResult build(ModuleOp module);

private:
  enum Argument { Api, Args, Launch, BlockBegin, BlockEnd, Scratch };

  func::FuncOp createFunction(ModuleOp module);
  void loadParameters();
  void loadDynamicSharedSize();
  void buildBlockLoop();
  void moveBody(scf::ParallelOp threads);
  LogicalResult placeSharedMemory();
  void replaceIndices(scf::ParallelOp threads);
  void replaceFences();

  Value loadField(Argument structure, uint64_t offset, Type type);
  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  /// A launch dimension as an index, loaded once.
  SmallVector<Value, 3> loadDims(uint64_t offset);

  gpu::GPUFuncOp kernel;
  StringRef version;
  OpBuilder builder;
  Location loc;
  func::FuncOp task;
  SmallVector<Value, 3> grid, block, blockId;
};

class BlocksToTasksPass
    : public aikernel::impl::BlocksToTasksBase<BlocksToTasksPass> {
public:
  using BlocksToTasksBase::BlocksToTasksBase;
  void runOnOperation() override;
};

} // namespace

func::FuncOp TaskBuilder::createFunction(ModuleOp module) {
  builder.setInsertionPointToEnd(module.getBody());
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext());
  Type i64 = builder.getI64Type();
  std::string name = ("aik_kernel_" + kernel.getName() + "_" + version).str();
  auto function = func::FuncOp::create(
      builder, loc, name,
      builder.getFunctionType({pointer, pointer, pointer, i64, i64, pointer},
                              {}));
  if (Attribute warp = kernel->getAttr(warpAttrName))
    function->setAttr(warpAttrName, warp);
  for (Argument argument : {Args, Launch})
    function.setArgAttr(argument, "llvm.readonly", builder.getUnitAttr());
  function.setArgAttr(Scratch, "llvm.noalias", builder.getUnitAttr());
  builder.setInsertionPointToStart(function.addEntryBlock());
  return function;
}

Value TaskBuilder::loadField(Argument structure, uint64_t offset, Type type) {
  Value base = task.getArgument(structure);
  Value pointer = base;
  if (offset)
    pointer =
        LLVM::GEPOp::create(builder, loc, base.getType(), builder.getI8Type(),
                            base, ArrayRef<LLVM::GEPArg>{int32_t(offset)});
  return LLVM::LoadOp::create(builder, loc, type, pointer, /*alignment=*/0,
                              /*isVolatile=*/false, /*isNonTemporal=*/false,
                              /*isInvariant=*/true);
}

/// The parameter block holds the parameters in order at natural alignment.
void TaskBuilder::loadParameters() {
  DataLayout layout = DataLayout::closest(kernel);
  uint64_t offset = 0;
  for (BlockArgument argument : kernel.getArguments()) {
    uint64_t size = layout.getTypeSize(argument.getType());
    offset = llvm::alignTo(offset, size);
    argument.replaceAllUsesWith(loadField(Args, offset, argument.getType()));
    offset += size;
  }
}

SmallVector<Value, 3> TaskBuilder::loadDims(uint64_t offset) {
  SmallVector<Value, 3> dims;
  for (unsigned axis = 0; axis < 3; ++axis)
    dims.push_back(arith::IndexCastUIOp::create(
        builder, loc, builder.getIndexType(),
        loadField(Launch, offset + 4 * axis, builder.getI32Type())));
  return dims;
}

void TaskBuilder::loadDynamicSharedSize() {
  SmallVector<DynamicSharedSizeOp> sizes;
  kernel.walk([&](DynamicSharedSizeOp op) { sizes.push_back(op); });
  if (sizes.empty())
    return;
  Value bytes = arith::IndexCastUIOp::create(
      builder, loc, builder.getIndexType(),
      loadField(Launch, offsetof(AikLaunch, dynamicShared),
                builder.getI32Type()));
  for (DynamicSharedSizeOp size : sizes) {
    size.replaceAllUsesWith(bytes);
    size.erase();
  }
}

/// One iteration a block: its number taken apart, then the loop over threads.
void TaskBuilder::buildBlockLoop() {
  auto toIndex = [&](Argument argument) -> Value {
    return arith::IndexCastUIOp::create(builder, loc, builder.getIndexType(),
                                        task.getArgument(argument));
  };
  Value zero = constant(0), one = constant(1);
  auto blocks = scf::ForOp::create(builder, loc, toIndex(BlockBegin),
                                   toIndex(BlockEnd), one);
  func::ReturnOp::create(builder, loc);

  builder.setInsertionPointToStart(blocks.getBody());
  Value rest = blocks.getInductionVar();
  for (unsigned axis = 0; axis < 2; ++axis) {
    blockId.push_back(arith::RemUIOp::create(builder, loc, rest, grid[axis]));
    rest = arith::DivUIOp::create(builder, loc, rest, grid[axis]);
  }
  blockId.push_back(rest);
  auto threads = scf::ParallelOp::create(
      builder, loc, ValueRange{zero, zero, zero},
      ValueRange{block[2], block[1], block[0]}, ValueRange{one, one, one});
  moveBody(threads);
  replaceIndices(threads);
  replaceFences();
}

void TaskBuilder::moveBody(scf::ParallelOp threads) {
  Block &source = kernel.getBody().front();
  source.getTerminator()->erase();
  Block *target = threads.getBody();
  target->getOperations().splice(target->getTerminator()->getIterator(),
                                 source.getOperations());
}

void TaskBuilder::replaceIndices(scf::ParallelOp threads) {
  auto ids = threads.getInductionVars();
  auto replace = [](Operation *op, Value value) {
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
  };
  threads.walk([&](Operation *op) {
    if (auto id = dyn_cast<gpu::ThreadIdOp>(op))
      replace(op, ids[2 - unsigned(id.getDimension())]);
    else if (auto id = dyn_cast<gpu::BlockIdOp>(op))
      replace(op, blockId[unsigned(id.getDimension())]);
    else if (auto dim = dyn_cast<gpu::BlockDimOp>(op))
      replace(op, block[unsigned(dim.getDimension())]);
    else if (auto dim = dyn_cast<gpu::GridDimOp>(op))
      replace(op, grid[unsigned(dim.getDimension())]);
  });
}

/// Plain x86 accesses are as strong as a fence asks for; the compiler must not
/// move them.
void TaskBuilder::replaceFences() {
  task.walk([](FenceOp fence) {
    OpBuilder builder(fence);
    LLVM::FenceOp::create(builder, fence.getLoc(),
                          LLVM::AtomicOrdering::acq_rel, "");
    fence.erase();
  });
}

/// Shared arrays lie one after the other at the start of the scratch area, the
/// dynamic one behind them.
LogicalResult TaskBuilder::placeSharedMemory() {
  DataLayout layout = DataLayout::closest(task);
  llvm::MapVector<StringAttr, uint64_t> offsets;
  uint64_t bytes = 0;
  auto module = task->getParentOfType<ModuleOp>();
  SmallVector<LLVM::AddressOfOp> uses;
  task.walk([&](LLVM::AddressOfOp op) { uses.push_back(op); });
  std::optional<StringAttr> dynamic;
  for (LLVM::AddressOfOp use : uses) {
    auto global = module.lookupSymbol<LLVM::GlobalOp>(use.getGlobalName());
    if (!global)
      return use.emitError("internal: a shared array has lost its declaration");
    if (global.getConstant())
      continue;
    StringAttr name = global.getSymNameAttr();
    if (global.getLinkage() == LLVM::Linkage::External) {
      dynamic = name;
      continue;
    }
    if (offsets.insert({name, bytes}).second)
      bytes = llvm::alignTo(bytes + layout.getTypeSize(global.getType()), 16);
  }
  bytes = llvm::alignTo(bytes, scratchAlignment);
  if (dynamic)
    offsets[*dynamic] = bytes;
  for (LLVM::AddressOfOp use : uses) {
    auto offset = offsets.find(use.getGlobalNameAttr().getAttr());
    if (offset == offsets.end())
      continue;
    builder.setInsertionPoint(use);
    Value scratch = task.getArgument(Scratch);
    use.replaceAllUsesWith(Value(LLVM::GEPOp::create(
        builder, use.getLoc(), scratch.getType(), builder.getI8Type(), scratch,
        ArrayRef<LLVM::GEPArg>{int32_t(offset->second)})));
    use.erase();
  }
  task->setAttr("aikernel.shared_bytes", builder.getI64IntegerAttr(bytes));
  return success();
}

LogicalResult TaskBuilder::build(ModuleOp module) {
  auto calls = kernel.walk([](func::CallOp call) {
    call.emitError("internal: a call was not inlined");
    return WalkResult::interrupt();
  });
  if (calls.wasInterrupted())
    return failure();
  task = createFunction(module);
  loadParameters();
  loadDynamicSharedSize();
  grid = loadDims(offsetof(AikLaunch, grid));
  block = loadDims(offsetof(AikLaunch, block));
  buildBlockLoop();
  return placeSharedMemory();
}

void BlocksToTasksPass::runOnOperation() {
  ModuleOp module = getOperation();
  for (auto kernels :
       llvm::make_early_inc_range(module.getOps<gpu::GPUModuleOp>())) {
    for (auto global :
         llvm::make_early_inc_range(kernels.getOps<LLVM::GlobalOp>()))
      global->moveBefore(kernels);
    for (auto kernel : kernels.getOps<gpu::GPUFuncOp>())
      if (failed(TaskBuilder(kernel, version).build(module)))
        return signalPassFailure();
    kernels.erase();
  }
  for (auto global :
       llvm::make_early_inc_range(module.getOps<LLVM::GlobalOp>()))
    if (!global.getConstant())
      global.erase();
}
