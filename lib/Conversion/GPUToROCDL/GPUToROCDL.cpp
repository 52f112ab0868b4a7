//===- GPUToROCDL.cpp - Kernels as LLVM functions for AMDGPU --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sizes of blocks and grids come from the dispatch packet. Every launch by the
// HSA queue protocol has one, so kernels declare no hidden argument at all;
// reading the sizes from hidden arguments would append 256 bytes to nearly
// every kernel's.
//
//===----------------------------------------------------------------------===//

#include "../GPUToDevice/GPUToDevice.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/LLVMIR/ROCDLDialect.h"
#include "llvm/ADT/StringSet.h"

namespace aikernel {
#define GEN_PASS_DEF_GPUTOROCDL
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

constexpr StringLiteral dispatchPointer = "llvm.amdgcn.dispatch.ptr";

class AMDGPUDevice : public Device {
public:
  AMDGPUDevice(unsigned wave, bool ignoresTraps)
      : wave(wave), ignoresTraps(ignoresTraps) {}

  StringRef dialect() const override { return "rocdl"; }
  StringRef deviceScope() const override { return "agent"; }

  Value threadId(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<ROCDL::ThreadIdXOp, ROCDL::ThreadIdYOp,
                        ROCDL::ThreadIdZOp>(builder, dimension);
  }
  Value blockId(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<ROCDL::BlockIdXOp, ROCDL::BlockIdYOp,
                        ROCDL::BlockIdZOp>(builder, dimension);
  }
  Value blockDim(Builder &builder, gpu::Dimension dimension) override;
  Value gridDim(Builder &builder, gpu::Dimension dimension) override;
  Value laneId(Builder &builder) override;

  Value existingLanes(Builder &builder) override;
  Value ballot(Builder &builder, Value condition) override;
  Value readLane(Builder &builder, Value word, Value lane) override;

  void barrier(Builder &builder) override;
  void syncWarp(Builder &builder) override;
  void meet(Builder &builder) override;
  void trap(Builder &builder) override;

private:
  static Value readPacket(Builder &builder, unsigned offset);
  Value laneOfWave(Builder &builder);
  /// Number of the first lane of this px warp in its wave: 0, or 32 in the
  /// upper half of one that holds two.
  Value firstLane(Builder &builder);

  unsigned wave;
  bool ignoresTraps;
};

class GPUToROCDLPass : public aikernel::impl::GPUToROCDLBase<GPUToROCDLPass> {
public:
  using GPUToROCDLBase::GPUToROCDLBase;
  void runOnOperation() override;
};

} // namespace

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// A word of the dispatch packet, hsa_kernel_dispatch_packet_t.
Value AMDGPUDevice::readPacket(Builder &builder, unsigned offset) {
  auto constantMemory = LLVM::LLVMPointerType::get(builder.getContext(), 4);
  Value packet = LLVM::CallIntrinsicOp::create(
                     builder, constantMemory,
                     builder.getStringAttr(dispatchPointer), ValueRange())
                     .getResult(0);
  Value address =
      LLVM::GEPOp::create(builder, constantMemory, builder.getI8Type(), packet,
                          ArrayRef<LLVM::GEPArg>{offset});
  return LLVM::LoadOp::create(builder, builder.getI32Type(), address,
                              /*alignment=*/4, /*isVolatile=*/false,
                              /*isNonTemporal=*/false, /*isInvariant=*/true);
}

/// workgroup_size_x, y and z are 16 bits each, at bytes 4, 6 and 8.
Value AMDGPUDevice::blockDim(Builder &builder, gpu::Dimension dimension) {
  if (dimension == gpu::Dimension::y)
    return arith::ShRUIOp::create(builder, readPacket(builder, 4),
                                  constant(builder, 16));
  unsigned offset = dimension == gpu::Dimension::x ? 4 : 8;
  return arith::AndIOp::create(builder, readPacket(builder, offset),
                               constant(builder, 0xffff));
}

/// grid_size_x, y and z count threads: 32 bits each, at bytes 12, 16 and 20.
Value AMDGPUDevice::gridDim(Builder &builder, gpu::Dimension dimension) {
  Value threads =
      readPacket(builder, 12 + 4 * static_cast<unsigned>(dimension));
  return arith::DivUIOp::create(builder, threads, blockDim(builder, dimension));
}

//===----------------------------------------------------------------------===//
// Warps
//===----------------------------------------------------------------------===//

/// The lanes below this one are counted, of which all exist: waves are filled
/// in x-fastest order.
Value AMDGPUDevice::laneOfWave(Builder &builder) {
  Type i32 = builder.getI32Type();
  Value all = constant(builder, -1);
  Value lane = ROCDL::MbcntLoOp::create(builder, i32, all, constant(builder, 0),
                                        ArrayAttr(), ArrayAttr());
  if (wave == 32)
    return lane;
  return ROCDL::MbcntHiOp::create(builder, i32, all, lane, ArrayAttr(),
                                  ArrayAttr());
}

Value AMDGPUDevice::laneId(Builder &builder) {
  return arith::AndIOp::create(builder, laneOfWave(builder),
                               constant(builder, warpSize - 1));
}

Value AMDGPUDevice::firstLane(Builder &builder) {
  return arith::AndIOp::create(builder, laneOfWave(builder),
                               constant(builder, warpSize));
}

Value AMDGPUDevice::existingLanes(Builder &builder) {
  return ballot(
      builder, arith::ConstantIntOp::create(builder, /*value=*/1, /*width=*/1));
}

Value AMDGPUDevice::ballot(Builder &builder, Value condition) {
  Type mask = builder.getIntegerType(wave);
  Value bits = ROCDL::BallotOp::create(builder, mask, condition);
  if (wave == warpSize)
    return bits;
  Value shift = arith::ExtUIOp::create(builder, mask, firstLane(builder));
  return arith::TruncIOp::create(builder, builder.getI32Type(),
                                 arith::ShRUIOp::create(builder, bits, shift));
}

Value AMDGPUDevice::readLane(Builder &builder, Value word, Value lane) {
  if (wave != warpSize)
    lane = arith::OrIOp::create(builder, lane, firstLane(builder));
  Value byte = arith::ShLIOp::create(builder, lane, constant(builder, 2));
  return ROCDL::DsBpermuteOp::create(builder, builder.getI32Type(), byte, word);
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

void AMDGPUDevice::barrier(Builder &builder) {
  LLVM::FenceOp::create(builder, LLVM::AtomicOrdering::release, "workgroup");
  ROCDL::SBarrierOp::create(builder);
  LLVM::FenceOp::create(builder, LLVM::AtomicOrdering::acquire, "workgroup");
}

/// No instruction: the threads of a wave run together, and this only tells
/// LLVM.
void AMDGPUDevice::meet(Builder &builder) {
  LLVM::CallIntrinsicOp::create(
      builder, builder.getStringAttr("llvm.amdgcn.wave.barrier"), ValueRange());
}

void AMDGPUDevice::syncWarp(Builder &builder) {
  LLVM::FenceOp::create(builder, LLVM::AtomicOrdering::release, "wavefront");
  meet(builder);
  LLVM::FenceOp::create(builder, LLVM::AtomicOrdering::acquire, "wavefront");
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// What the trap handler does: an interrupt with the queue's doorbell number
/// and the bit of an abort, then the wave halts. LLVM has the same sequence for
/// its own trap, but LLVM 22 leaves the blocks behind one unfinished.
static constexpr StringLiteral abortQueue =
    "s_trap 2\n"
    "s_sendmsg_rtn_b32 s0, sendmsg(MSG_RTN_GET_DOORBELL)\n"
    "s_mov_b32 ttmp2, m0\n"
    "s_waitcnt lgkmcnt(0)\n"
    "s_and_b32 s0, s0, 0x3ff\n"
    "s_bitset1_b32 s0, 10\n"
    "s_mov_b32 m0, s0\n"
    "s_sendmsg sendmsg(MSG_INTERRUPT)\n"
    "s_mov_b32 m0, ttmp2\n"
    "s_sethalt 5\n"
    "s_branch 0xfffe"; // to the instruction before it

void AMDGPUDevice::trap(Builder &builder) {
  if (!ignoresTraps)
    return Device::trap(builder);
  LLVM::InlineAsmOp::create(builder, TypeRange(), ValueRange(), abortQueue,
                            /*constraints=*/"~{s0}", /*has_side_effects=*/true,
                            /*is_align_stack=*/false, LLVM::TailCallKind::None,
                            /*asm_dialect=*/LLVM::AsmDialectAttr(),
                            /*operand_attrs=*/ArrayAttr());
  // Nothing comes after it.
  LLVM::AssumeOp::create(builder,
                         arith::ConstantIntOp::create(builder, 0, /*width=*/1));
}

//===----------------------------------------------------------------------===//
// What functions promise
//===----------------------------------------------------------------------===//

/// What a kernel can ask its launch for, LLVM's promise not to, and the
/// operation that asks (none: no px kernel does).
struct LaunchInput {
  StringLiteral promise;
  StringLiteral user;
};
static constexpr LaunchInput launchInputs[] = {
    {"amdgpu-no-dispatch-ptr", dispatchPointer},
    {"amdgpu-no-workgroup-id-x", "rocdl.workgroup.id.x"},
    {"amdgpu-no-workgroup-id-y", "rocdl.workgroup.id.y"},
    {"amdgpu-no-workgroup-id-z", "rocdl.workgroup.id.z"},
    {"amdgpu-no-workitem-id-x", "rocdl.workitem.id.x"},
    {"amdgpu-no-workitem-id-y", "rocdl.workitem.id.y"},
    {"amdgpu-no-workitem-id-z", "rocdl.workitem.id.z"},
    {"amdgpu-no-completion-action", ""},
    {"amdgpu-no-default-queue", ""},
    {"amdgpu-no-dispatch-id", ""},
    {"amdgpu-no-heap-ptr", ""},
    {"amdgpu-no-hostcall-ptr", ""},
    {"amdgpu-no-implicitarg-ptr", ""},
    {"amdgpu-no-lds-kernel-id", ""},
    {"amdgpu-no-multigrid-sync-arg", ""},
    {"amdgpu-no-queue-ptr", ""},
};

using Names = llvm::StringSet<>;

static void addUsers(LLVM::LLVMFuncOp function, Names &names) {
  function.walk([&](Operation *op) {
    if (auto call = dyn_cast<LLVM::CallIntrinsicOp>(op))
      names.insert(call.getIntrin());
    else
      names.insert(op->getName().getStringRef());
  });
}

static void promise(LLVM::LLVMFuncOp function, const Names &users) {
  Builder builder(function.getContext());
  SmallVector<Attribute> promises;
  for (const LaunchInput &input : launchInputs)
    if (!users.contains(input.user))
      promises.push_back(builder.getStringAttr(input.promise));
  function.setPassthroughAttr(builder.getArrayAttr(promises));
}

/// A function that calls another may use what any function of the module uses.
static void makePromises(gpu::GPUModuleOp module) {
  Names ofModule;
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    addUsers(function, ofModule);
  for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
    Names users;
    addUsers(function, users);
    bool isLeaf = !users.contains(LLVM::CallOp::getOperationName());
    promise(function, isLeaf ? users : ofModule);
  }
}

/// Atomics work on memory of the device (never on another's, nor on the
/// host's), where the hardware has more of them. Messages may go anywhere, by
/// 64-bit sums, which are the same everywhere.
static void promiseDeviceMemory(gpu::GPUModuleOp module) {
  auto unit = UnitAttr::get(module.getContext());
  module.walk([&](LLVM::AtomicRMWOp op) {
    op->setAttr("rocdl.no_fine_grained_memory", unit);
    op->setAttr("rocdl.no_remote_memory", unit);
  });
}

void GPUToROCDLPass::runOnOperation() {
  gpu::GPUModuleOp module = getOperation();
  if (wave != 32 && wave != 64) {
    module.emitError("aikernel-gpu-to-rocdl: a wave has 32 or 64 threads, not ")
        << wave.getValue();
    return signalPassFailure();
  }
  AMDGPUDevice device(wave, ignoresTraps);
  for (auto kernel : module.getOps<gpu::GPUFuncOp>()) {
    if (warpSizeOf(kernel) <= wave)
      continue;
    kernel.emitError("a warp of ")
        << warpSizeOf(kernel) << " threads is more than a wave of "
        << wave.getValue();
    return signalPassFailure();
  }
  if (failed(lowerToDevice(module, device)))
    return signalPassFailure();
  makePromises(module);
  promiseDeviceMemory(module);
  // The most threads that a px block can have.
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    function->setAttr(ROCDL::ROCDLDialect::getFlatWorkGroupSizeAttrName(),
                      StringAttr::get(&getContext(), "1,1024"));
}
