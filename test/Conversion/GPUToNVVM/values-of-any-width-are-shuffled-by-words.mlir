// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @f64(
  // CHECK-COUNT-2: nvvm.shfl.sync idx
  // CHECK-NOT: nvvm.shfl.sync
  gpu.func @f64(%v: f64, %lane: i32, %out: !llvm.ptr<1>) kernel {
    %w = aikernel.gpu.shuffle idx %v, %lane : f64
    llvm.store %w, %out : f64, !llvm.ptr<1>
    gpu.return
  }

  // CHECK-LABEL: llvm.func @i8(
  // CHECK: %[[WORD:.*]] = llvm.zext %{{.*}} : i8 to i32
  // CHECK: %[[READ:.*]] = nvvm.shfl.sync idx %{{.*}}, %[[WORD]]
  // CHECK: llvm.trunc %[[READ]] : i32 to i8
  gpu.func @i8(%v: i8, %lane: i32, %out: !llvm.ptr<1>) kernel {
    %w = aikernel.gpu.shuffle idx %v, %lane : i8
    llvm.store %w, %out : i8, !llvm.ptr<1>
    gpu.return
  }

  // CHECK-LABEL: llvm.func @bf16(
  // CHECK: %[[BITS:.*]] = llvm.bitcast %{{.*}} : bf16 to i16
  // CHECK: %[[WORD:.*]] = llvm.zext %[[BITS]] : i16 to i32
  // CHECK: nvvm.shfl.sync idx %{{.*}}, %[[WORD]]
  gpu.func @bf16(%p: !llvm.ptr<1>, %lane: i32) kernel {
    %v = llvm.load %p : !llvm.ptr<1> -> bf16
    %w = aikernel.gpu.shuffle idx %v, %lane : bf16
    llvm.store %w, %p : bf16, !llvm.ptr<1>
    gpu.return
  }
}
