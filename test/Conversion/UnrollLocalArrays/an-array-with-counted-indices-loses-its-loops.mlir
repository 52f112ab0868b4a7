// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-unroll-local-arrays),canonicalize))' | FileCheck %s

gpu.module @kernels {
  // CHECK-LABEL: gpu.func @counted(
  // CHECK:         memref.store %{{.*}}, %[[ARRAY:.*]][%c0]
  // CHECK:         memref.store %{{.*}}, %[[ARRAY]][%c1]
  // CHECK:         scf.for
  // CHECK-NOT:     scf.for
  // CHECK:           memref.load %[[ARRAY]][%c1]
  // CHECK:           memref.load %[[ARRAY]][%c0]
  gpu.func @counted(%out: memref<?xi32>, %n: index, %v: i32) kernel {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %array = memref.alloca() : memref<2xi32, #gpu.address_space<private>>
    scf.for %i = %c0 to %c2 step %c1 {
      memref.store %v, %array[%i] : memref<2xi32, #gpu.address_space<private>>
    }
    scf.for %round = %c0 to %n step %c1 {
      scf.for %i = %c0 to %c2 step %c1 {
        %from = arith.subi %c1, %i : index
        %old = memref.load %array[%from] : memref<2xi32, #gpu.address_space<private>>
        memref.store %old, %out[%i] : memref<?xi32>
      }
    }
    gpu.return
  }
}
