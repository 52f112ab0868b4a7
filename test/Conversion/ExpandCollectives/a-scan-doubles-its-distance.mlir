// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @scan(
  // CHECK: %[[LANE:.*]] = gpu.lane_id
  // CHECK: %[[OTHER:.*]] = aikernel.gpu.shuffle up %[[V:.*]], %c1_i32 : i32
  // CHECK: %[[EXISTS:.*]] = arith.cmpi uge, %[[LANE]], %c1
  // CHECK: %[[SUM:.*]] = arith.addi %[[OTHER]], %[[V]] : i32
  // CHECK: arith.select %[[EXISTS]], %[[SUM]], %[[V]] : i32
  // CHECK: aikernel.gpu.shuffle up %{{.*}}, %c2_i32
  // CHECK: aikernel.gpu.shuffle up %{{.*}}, %c4_i32
  // CHECK: aikernel.gpu.shuffle up %{{.*}}, %c8_i32
  // CHECK: aikernel.gpu.shuffle up %{{.*}}, %c16_i32
  gpu.func @scan(%in: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %v = memref.load %in[%t] : memref<?xi32>
    %s = aikernel.gpu.scan warp sum %v : i32
    memref.store %s, %in[%t] : memref<?xi32>
    gpu.return
  }
}
