// Wherever the source has it: inside a loop it would grow the stack.
//
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=amdgpu | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK:         %[[OWN:.*]] = llvm.alloca %{{.*}} x !llvm.array<8 x f32>
// CHECK:         scf.for
// CHECK-NOT:       alloca
// CHECK:           llvm.getelementptr %[[OWN]]
gpu.module @px {
  gpu.func @kernel(%n: index, %x: f32) kernel {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    scf.for %i = %zero to %n step %one {
      %own = memref.alloca() : memref<2x4xf32, #gpu.address_space<private>>
      memref.store %x, %own[%zero, %i] : memref<2x4xf32, #gpu.address_space<private>>
    }
    gpu.return
  }
}
