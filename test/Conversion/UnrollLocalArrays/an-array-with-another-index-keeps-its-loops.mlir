// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-unroll-local-arrays)))' | FileCheck %s

gpu.module @kernels {
  // CHECK-LABEL: gpu.func @looked_up(
  // CHECK:         scf.for
  // CHECK-NEXT:      memref.store
  gpu.func @looked_up(%out: memref<?xi32>, %at: index, %v: i32) kernel {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %array = memref.alloca() : memref<2xi32, #gpu.address_space<private>>
    scf.for %i = %c0 to %c2 step %c1 {
      memref.store %v, %array[%i] : memref<2xi32, #gpu.address_space<private>>
    }
    %one = memref.load %array[%at] : memref<2xi32, #gpu.address_space<private>>
    memref.store %one, %out[%c0] : memref<?xi32>
    gpu.return
  }
}
