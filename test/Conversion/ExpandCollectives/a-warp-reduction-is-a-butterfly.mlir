// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @sum(
  // CHECK-DAG: %[[NEUTRAL:.*]] = arith.constant -0.000000e+00 : f32
  // CHECK-DAG: %[[ALL:.*]] = arith.constant true
  // CHECK: %[[EXISTING:.*]] = aikernel.gpu.ballot %[[ALL]]
  // CHECK: %[[LANE:.*]] = arith.index_castui
  // CHECK: %[[C16:.*]] = arith.constant 16 : i64
  // CHECK: %[[PARTNER:.*]] = arith.xori %[[LANE]], %[[C16]] : i64
  // CHECK: %[[BIT:.*]] = arith.shrui %[[EXISTING]], %[[PARTNER]] : i64
  // CHECK: %[[EXISTS:.*]] = arith.trunci %[[BIT]] : i64 to i1
  // CHECK: %[[OTHER:.*]] = aikernel.gpu.shuffle xor %[[V:.*]], %c16_i32 : f32
  // CHECK: %[[ADDEND:.*]] = arith.select %[[EXISTS]], %[[OTHER]], %[[NEUTRAL]] : f32
  // CHECK: arith.addf %[[V]], %[[ADDEND]] : f32
  // CHECK: aikernel.gpu.shuffle xor %{{.*}}, %c8_i32
  // CHECK: aikernel.gpu.shuffle xor %{{.*}}, %c4_i32
  // CHECK: aikernel.gpu.shuffle xor %{{.*}}, %c2_i32
  // CHECK: aikernel.gpu.shuffle xor %{{.*}}, %c1_i32
  // CHECK: %[[SUM:.*]] = arith.addf
  // Lane 0 has the result even where lanes are missing.
  // CHECK: aikernel.gpu.shuffle idx %[[SUM]], %c0_i32
  gpu.func @sum(%in: memref<?xf32>, %out: memref<?xf32>) kernel {
    %t = gpu.thread_id x
    %v = memref.load %in[%t] : memref<?xf32>
    %s = aikernel.gpu.reduce warp sum %v : f32
    memref.store %s, %out[%t] : memref<?xf32>
    gpu.return
  }
}
