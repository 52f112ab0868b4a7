// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-check-bounds))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @k
  gpu.func @k() kernel {
    %zero = arith.constant 0.0 : f32
    %low = arith.constant 0 : index
    %one = arith.constant 1 : index
    %high = arith.constant 4 : index
    %more = arith.constant 5 : index
    %t = memref.alloca() {px.name = "t"} : memref<4xf32>
    // CHECK:     scf.for
    // CHECK-NEXT:  memref.store
    scf.for %i = %low to %high step %one {
      memref.store %zero, %t[%i] : memref<4xf32>
    }
    // CHECK:     scf.for
    // CHECK-NOT:   memref.store
    // CHECK:       scf.if
    // CHECK-NEXT:    memref.store
    // CHECK:         aikernel.gpu.fault "t"
    scf.for %i = %low to %more step %one {
      memref.store %zero, %t[%i] : memref<4xf32>
    }
    gpu.return
  }
}
