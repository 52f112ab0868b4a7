// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s --implicit-check-not=aikernel.gpu.shuffle

gpu.module @m {
  // CHECK-LABEL: @any(
  // CHECK: %[[BITS:.*]] = aikernel.gpu.ballot %arg0
  // CHECK: arith.cmpi ne, %[[BITS]]
  gpu.func @any(%c: i1, %out: memref<?xi1>) kernel {
    %t = gpu.thread_id x
    %r = aikernel.gpu.reduce warp or %c : i1
    memref.store %r, %out[%t] : memref<?xi1>
    gpu.return
  }

  // CHECK-LABEL: @all(
  // CHECK: %[[NOT:.*]] = arith.xori %arg0
  // CHECK: %[[BITS:.*]] = aikernel.gpu.ballot %[[NOT]]
  // CHECK: arith.cmpi eq, %[[BITS]]
  gpu.func @all(%c: i1, %out: memref<?xi1>) kernel {
    %t = gpu.thread_id x
    %r = aikernel.gpu.reduce warp and %c : i1
    memref.store %r, %out[%t] : memref<?xi1>
    gpu.return
  }
}
