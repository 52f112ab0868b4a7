//===- GPUToDevice.h - What the GPU lowerings share -------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_GPUTODEVICE_H
#define AIKERNEL_LIB_CONVERSION_GPUTODEVICE_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aikernel {

/// How one GPU architecture says what LLVM has no common words for. Each
/// function writes operations at the builder's place; values are i32. Masks
/// have as many bits as the px warp has threads, bit 0 for lane 0.
class Device {
public:
  using Builder = mlir::ImplicitLocOpBuilder;
  using Value = mlir::Value;

  virtual ~Device() = default;

  /// The name of the architecture's dialect: "nvvm".
  virtual mlir::StringRef dialect() const = 0;

  virtual Value threadId(Builder &builder, mlir::gpu::Dimension dimension) = 0;
  virtual Value blockId(Builder &builder, mlir::gpu::Dimension dimension) = 0;
  virtual Value blockDim(Builder &builder, mlir::gpu::Dimension dimension) = 0;
  virtual Value gridDim(Builder &builder, mlir::gpu::Dimension dimension) = 0;
  virtual Value laneId(Builder &builder) = 0;

  /// The lanes of this warp that the block fills: all but in the last warp.
  virtual Value existingLanes(Builder &builder) = 0;
  /// The lanes whose `condition`, an i1, is true.
  virtual Value ballot(Builder &builder, Value condition) = 0;
  /// `word` of another lane that exists; of one that does not, anything.
  virtual Value readLane(Builder &builder, Value word, Value lane) = 0;

  virtual void barrier(Builder &builder) = 0;
  virtual void syncWarp(Builder &builder) = 0;
  /// A place that all threads of the warp come to together, without any order
  /// of their memory accesses.
  virtual void meet(Builder &builder) = 0;
  /// Stops the kernel with an error.
  virtual void trap(Builder &builder) { mlir::LLVM::Trap::create(builder); }
  /// LLVM's name of the scope that all threads of a device are in.
  virtual mlir::StringRef deviceScope() const = 0;

  /// Linear number of a thread in its block, x fastest.
  Value linearThreadId(Builder &builder);

  /// Threads of a warp of the kernel that is being written.
  unsigned warpSize = 32;

protected:
  /// One of three operations that each read a register of 32 bits.
  template <typename XOp, typename YOp, typename ZOp>
  static Value readRegister(Builder &builder, mlir::gpu::Dimension dimension) {
    mlir::Type type = builder.getI32Type();
    switch (dimension) {
    case mlir::gpu::Dimension::x:
      return XOp::create(builder, type);
    case mlir::gpu::Dimension::y:
      return YOp::create(builder, type);
    case mlir::gpu::Dimension::z:
      return ZOp::create(builder, type);
    }
    llvm_unreachable("there are three dimensions");
  }
  static Value constant(Builder &builder, int64_t value) {
    return mlir::arith::ConstantIntOp::create(builder, value, 32);
  }
};

/// Turns the functions of `module`, which aikernel-kernel-abi went over, into
/// functions of the LLVM dialect. Kernels carry `<dialect>.kernel`, other
/// functions are internal.
mlir::LogicalResult lowerToDevice(mlir::gpu::GPUModuleOp module,
                                  Device &device);

} // namespace aikernel

#endif // AIKERNEL_LIB_CONVERSION_GPUTODEVICE_H
