// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @scan(
  // The last lane of each warp has its total; so has the last thread of the block.
  // CHECK: %[[LAST:.*]] = arith.ori
  // CHECK: scf.if %[[LAST]] {
  // CHECK:   memref.store %[[IN_WARP:.*]], %{{.*}} : memref<32xi32
  // CHECK: }
  // CHECK-NEXT: gpu.barrier
  // CHECK: %[[WARP:.*]] = gpu.subgroup_id
  // CHECK: %[[BEFORE:.*]] = scf.for %{{.*}} to %[[WARP]]
  // CHECK: %[[IS_FIRST:.*]] = arith.cmpi eq, %[[WARP]], %c0
  // CHECK: %[[SUM:.*]] = arith.addi %[[BEFORE]], %[[IN_WARP]] : i32
  // CHECK: arith.select %[[IS_FIRST]], %[[IN_WARP]], %[[SUM]] : i32
  // CHECK: gpu.barrier
  gpu.func @scan(%v: i32, %out: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %r = aikernel.gpu.scan block sum %v : i32
    memref.store %r, %out[%t] : memref<?xi32>
    gpu.return
  }
}
