// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // Bools lie in bytes.
  // CHECK-LABEL: @four(
  // CHECK-SAME: workgroup(%{{[^ ]*}} : memref<32xi32, #gpu.address_space<workgroup>>,
  // CHECK-SAME: %{{[^ ]*}} : memref<32xi8, #gpu.address_space<workgroup>>)
  gpu.func @four(%v: i32, %c: i1, %b: i8, %out: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %0 = aikernel.gpu.reduce block sum %v : i32
    %1 = aikernel.gpu.scan block max %0 : i32
    %2 = aikernel.gpu.reduce block or %c : i1
    %3 = aikernel.gpu.reduce block sum %b : i8
    memref.store %1, %out[%t] : memref<?xi32>
    gpu.return
  }
}
