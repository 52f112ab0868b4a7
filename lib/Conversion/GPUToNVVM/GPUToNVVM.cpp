//===- GPUToNVVM.cpp - Kernels as LLVM functions for NVPTX ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../GPUToDevice/GPUToDevice.h"
#include "aikernel/Conversion/Passes.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace aikernel {
#define GEN_PASS_DEF_GPUTONVVM
#include "aikernel/Conversion/Passes.h.inc"
} // namespace aikernel

using namespace mlir;
using namespace aikernel;

namespace {

class NVPTXDevice : public Device {
public:
  StringRef dialect() const override { return "nvvm"; }
  StringRef deviceScope() const override { return "device"; }

  Value threadId(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<NVVM::ThreadIdXOp, NVVM::ThreadIdYOp,
                        NVVM::ThreadIdZOp>(builder, dimension);
  }
  Value blockId(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<NVVM::BlockIdXOp, NVVM::BlockIdYOp, NVVM::BlockIdZOp>(
        builder, dimension);
  }
  Value blockDim(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<NVVM::BlockDimXOp, NVVM::BlockDimYOp,
                        NVVM::BlockDimZOp>(builder, dimension);
  }
  Value gridDim(Builder &builder, gpu::Dimension dimension) override {
    return readRegister<NVVM::GridDimXOp, NVVM::GridDimYOp, NVVM::GridDimZOp>(
        builder, dimension);
  }
  /// Warps are cut from the block in x-fastest order, so this is the linear
  /// thread number modulo 32.
  Value laneId(Builder &builder) override {
    return NVVM::LaneIdOp::create(builder, builder.getI32Type());
  }

  Value existingLanes(Builder &builder) override;
  Value ballot(Builder &builder, Value condition) override;
  Value readLane(Builder &builder, Value word, Value lane) override;

  void barrier(Builder &builder) override { NVVM::Barrier0Op::create(builder); }
  void syncWarp(Builder &builder) override {
    NVVM::SyncWarpOp::create(builder, existingLanes(builder));
  }
  void meet(Builder &builder) override { syncWarp(builder); }
};

class GPUToNVVMPass : public aikernel::impl::GPUToNVVMBase<GPUToNVVMPass> {
public:
  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      if (warpSizeOf(kernel) == 32)
        continue;
      kernel.emitError("a warp of NVIDIA's has 32 threads");
      return signalPassFailure();
    }
    NVPTXDevice device;
    if (failed(lowerToDevice(getOperation(), device)))
      signalPassFailure();
  }
};

} // namespace

/// Computed from the block's size rather than read from `activemask`: threads
/// run on their own since Volta, so that those of a warp may come to one place
/// one after the other, and `activemask` only tells who is here now. A member
/// mask must name all that will come.
Value NVPTXDevice::existingLanes(Builder &builder) {
  using gpu::Dimension;
  auto below = arith::IntegerOverflowFlags::nuw;
  Value threads = arith::MulIOp::create(
      builder,
      arith::MulIOp::create(builder, blockDim(builder, Dimension::x),
                            blockDim(builder, Dimension::y), below),
      blockDim(builder, Dimension::z), below);
  Value firstOfWarp = arith::SubIOp::create(builder, linearThreadId(builder),
                                            laneId(builder), below);
  Value count = arith::SubIOp::create(builder, threads, firstOfWarp, below);
  Value isFull = arith::CmpIOp::create(builder, arith::CmpIPredicate::uge,
                                       count, constant(builder, warpSize));
  Value one = constant(builder, 1);
  Value partial = arith::SubIOp::create(
      builder, arith::ShLIOp::create(builder, one, count), one);
  return arith::SelectOp::create(builder, isFull, constant(builder, -1),
                                 partial);
}

Value NVPTXDevice::ballot(Builder &builder, Value condition) {
  return NVVM::VoteSyncOp::create(builder, builder.getI32Type(),
                                  existingLanes(builder), condition,
                                  NVVM::VoteSyncKind::ballot);
}

Value NVPTXDevice::readLane(Builder &builder, Value word, Value lane) {
  return NVVM::ShflOp::create(
      builder, builder.getI32Type(), existingLanes(builder), word, lane,
      constant(builder, warpSize - 1), NVVM::ShflKind::idx, UnitAttr());
}
