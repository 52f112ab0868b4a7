// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives)))" \
// RUN:   | FileCheck %s --implicit-check-not=active --implicit-check-not=ballot

gpu.module @m {
  // CHECK-LABEL: @opaque(
  // CHECK: scf.while
  // CHECK: scf.condition
  // CHECK: gpu.barrier
  // CHECK: aikernel.gpu.shuffle
  gpu.func @opaque(%flags: memref<?xi32>) kernel {
    %one = arith.constant 1 : i32
    %t = gpu.thread_id x
    scf.while : () -> () {
      %x = memref.load %flags[%t] : memref<?xi32>
      %c = arith.cmpi eq, %x, %one : i32
      scf.condition(%c)
    } do {
      gpu.barrier
      %x = memref.load %flags[%t] : memref<?xi32>
      %w = aikernel.gpu.shuffle xor %x, %one : i32
      memref.store %w, %flags[%t] : memref<?xi32>
      scf.yield
    }
    gpu.return
  }
}
