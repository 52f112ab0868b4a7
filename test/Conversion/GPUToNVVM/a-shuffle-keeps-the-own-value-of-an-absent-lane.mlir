// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @up(
  // CHECK-SAME: %[[V:[^:]*]]: i32, %[[D:.*]]: i32
  // CHECK: %[[LANE:.*]] = nvvm.read.ptx.sreg.laneid
  // CHECK: %[[SOURCE:.*]] = llvm.sub %[[LANE]], %[[D]]
  // CHECK: %[[CLAMPED:.*]] = llvm.and %[[SOURCE]]
  // CHECK: %[[EXISTING:.*]] = llvm.select
  // CHECK: %[[BIT:.*]] = llvm.lshr %[[EXISTING]], %[[CLAMPED]]
  // CHECK: %[[EXISTS:.*]] = llvm.trunc %[[BIT]] : i32 to i1
  // CHECK: %[[INSIDE:.*]] = llvm.icmp "ult" %[[SOURCE]]
  // CHECK: %[[READ:.*]] = nvvm.shfl.sync idx %{{.*}}, %[[V]], %[[CLAMPED]]
  // CHECK: %[[TAKES:.*]] = llvm.and %[[INSIDE]], %[[EXISTS]]
  // CHECK: llvm.select %[[TAKES]], %[[READ]], %[[V]]
  gpu.func @up(%v: i32, %d: i32, %out: !llvm.ptr<1>) kernel {
    %w = aikernel.gpu.shuffle up %v, %d : i32
    llvm.store %w, %out : i32, !llvm.ptr<1>
    gpu.return
  }

  // CHECK-LABEL: llvm.func @some_threads(
  // CHECK: %[[ACTIVE:.*]] = nvvm.vote.sync ballot %{{.*}}, %{{.*}} -> i32
  // CHECK: llvm.lshr %[[ACTIVE]]
  gpu.func @some_threads(%v: i32, %d: i32, %out: !llvm.ptr<1>) kernel {
    %a = arith.cmpi slt, %v, %d : i32
    %w = aikernel.gpu.shuffle idx %v, %d active %a : i32
    llvm.store %w, %out : i32, !llvm.ptr<1>
    gpu.return
  }
}
