// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives),canonicalize))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @around(
  // CHECK: %[[C:.*]] = arith.cmpi slt
  // What has no effect is computed by all.
  // CHECK: %[[I:.*]] = arith.addi
  // CHECK: %[[LOADED:.*]] = scf.if %[[C]] -> (i32) {
  // CHECK:   memref.load %{{.*}}[%[[I]]]
  // CHECK: } else {
  // CHECK:   scf.yield %[[POISON:.*]] : i32
  // CHECK: }
  // CHECK: %[[W:.*]] = aikernel.gpu.shuffle  down %[[LOADED]], %{{.*}} active %[[C]]
  // CHECK: scf.if %[[C]] {
  // CHECK:   memref.store %[[W]]
  gpu.func @around(%n: i32, %out: memref<?xi32>) kernel {
    %one = arith.constant 1 : index
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %c = arith.cmpi slt, %v, %n : i32
    scf.if %c {
      %i = arith.addi %t, %one : index
      %x = memref.load %out[%i] : memref<?xi32>
      %w = aikernel.gpu.shuffle down %x, %n : i32
      memref.store %w, %out[%t] : memref<?xi32>
    }
    gpu.return
  }
}
