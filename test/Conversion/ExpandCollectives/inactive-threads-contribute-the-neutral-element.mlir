// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @kinds(
  // CHECK-SAME: %[[A:[^:]*]]: i1
  gpu.func @kinds(%a: i1, %f: f32, %i: i32, %out: memref<?xf32>,
                  %iout: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    // CHECK: %[[N:.*]] = arith.constant -0.000000e+00 : f32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : f32
    %0 = aikernel.gpu.scan warp sum %f active %a : f32
    // The number beside a NaN is the result, so NaN changes nothing.
    // CHECK: %[[N:.*]] = arith.constant 0x7FC00000 : f32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : f32
    // CHECK: arith.minnumf
    %1 = aikernel.gpu.scan warp min %0 active %a : f32
    // CHECK: %[[N:.*]] = arith.constant 1.000000e+00 : f32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : f32
    %2 = aikernel.gpu.scan warp prod %1 active %a : f32
    // CHECK: %[[N:.*]] = arith.constant 2147483647 : i32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : i32
    // CHECK: arith.minsi
    %3 = aikernel.gpu.scan warp min %i active %a : i32
    // CHECK: %[[N:.*]] = arith.constant -2147483648 : i32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : i32
    // CHECK: arith.maxsi
    %4 = aikernel.gpu.scan warp max %3 active %a : i32
    // CHECK: %[[N:.*]] = arith.constant -1 : i32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : i32
    // CHECK: arith.minui
    %5 = aikernel.gpu.scan warp umin %4 active %a : i32
    // CHECK: %[[N:.*]] = arith.constant 0 : i32
    // CHECK-NEXT: arith.select %[[A]], %{{.*}}, %[[N]] : i32
    // CHECK: arith.maxui
    %6 = aikernel.gpu.scan warp umax %5 active %a : i32
    memref.store %2, %out[%t] : memref<?xf32>
    memref.store %6, %iout[%t] : memref<?xi32>
    gpu.return
  }
}
