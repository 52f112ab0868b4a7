// RUN: aikernel-opt %s --pass-pipeline='builtin.module(aikernel-kernel-pipeline)' | FileCheck %s

// CHECK-LABEL: gpu.func @sum(
// CHECK:         arith.addf
// CHECK:         arith.truncf %{{.*}} : f32 to f16
// CHECK:         arith.extf %{{.*}} : f16 to f32
// CHECK:         arith.subf
gpu.module @px {
  gpu.func @sum(%a: memref<?xf16>) kernel {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    %x = memref.load %a[%zero] : memref<?xf16>
    %y = memref.load %a[%one] : memref<?xf16>
    %sum = arith.addf %x, %y : f16
    %rest = arith.subf %sum, %x : f16
    memref.store %rest, %a[%zero] : memref<?xf16>
    gpu.return
  }
}
