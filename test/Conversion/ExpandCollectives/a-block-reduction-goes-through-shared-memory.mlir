// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @sum(
  // CHECK-SAME: workgroup(%[[SLOTS:.*]] : memref<32xi32, #gpu.address_space<workgroup>>)
  // CHECK: %[[OF_WARP:.*]] = aikernel.gpu.shuffle idx
  // CHECK: %[[FIRST:.*]] = arith.cmpi eq
  // CHECK: scf.if %[[FIRST]] {
  // CHECK:   %[[WARP:.*]] = gpu.subgroup_id
  // CHECK:   memref.store %[[OF_WARP]], %[[SLOTS]][%[[WARP]]]
  // CHECK: }
  // CHECK-NEXT: gpu.barrier
  // CHECK: %[[WARPS:.*]] = arith.divui
  // CHECK: %[[SLOT0:.*]] = memref.load %[[SLOTS]][%c0
  // CHECK: scf.for %[[I:.*]] = %c1{{.*}} to %[[WARPS]] step %c1{{.*}} iter_args(%[[ACC:.*]] = %[[SLOT0]])
  // CHECK:   %[[NEXT:.*]] = memref.load %[[SLOTS]][%[[I]]]
  // CHECK:   arith.addi %[[ACC]], %[[NEXT]] : i32
  // CHECK: }
  // CHECK-NEXT: gpu.barrier
  gpu.func @sum(%v: i32, %out: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %r = aikernel.gpu.reduce block sum %v : i32
    memref.store %r, %out[%t] : memref<?xi32>
    gpu.return
  }
}
