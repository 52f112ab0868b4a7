// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-unroll-local-arrays{limit=20})))' | FileCheck %s

// The first array's loops fit into the limit, those of the second do not.
gpu.module @kernels {
  // CHECK-LABEL: gpu.func @two(
  // CHECK-COUNT-2: memref.store %{{.*}} : memref<2xi32
  // CHECK:         scf.for
  // CHECK-NEXT:      memref.store %{{.*}} : memref<64xi32
  gpu.func @two(%v: i32) kernel {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c64 = arith.constant 64 : index
    %small = memref.alloca() : memref<2xi32, #gpu.address_space<private>>
    %large = memref.alloca() : memref<64xi32, #gpu.address_space<private>>
    scf.for %i = %c0 to %c2 step %c1 {
      memref.store %v, %small[%i] : memref<2xi32, #gpu.address_space<private>>
    }
    scf.for %i = %c0 to %c64 step %c1 {
      memref.store %v, %large[%i] : memref<64xi32, #gpu.address_space<private>>
    }
    gpu.return
  }
}
