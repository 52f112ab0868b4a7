// RUN: aikernel-opt %s | aikernel-opt | FileCheck %s

// CHECK-LABEL: func.func @reductions(
func.func @reductions(%x: f32, %i: i32, %b: i1) {
  // CHECK: aikernel.gpu.reduce warp sum %arg0 : f32
  %0 = aikernel.gpu.reduce warp sum %x : f32
  // CHECK: aikernel.gpu.reduce block prod %arg0 active %arg2 : f32
  %1 = aikernel.gpu.reduce block prod %x active %b : f32
  // CHECK: aikernel.gpu.reduce warp min %arg1 : i32
  %2 = aikernel.gpu.reduce warp min %i : i32
  // CHECK: aikernel.gpu.reduce warp max %arg1 : i32
  %3 = aikernel.gpu.reduce warp max %i : i32
  // CHECK: aikernel.gpu.reduce warp umin %arg1 : i32
  %4 = aikernel.gpu.reduce warp umin %i : i32
  // CHECK: aikernel.gpu.reduce warp umax %arg1 : i32
  %5 = aikernel.gpu.reduce warp umax %i : i32
  // CHECK: aikernel.gpu.reduce warp and %arg1 : i32
  %6 = aikernel.gpu.reduce warp and %i : i32
  // CHECK: aikernel.gpu.reduce warp or %arg1 : i32
  %7 = aikernel.gpu.reduce warp or %i : i32
  // CHECK: aikernel.gpu.reduce warp xor %arg1 : i32
  %8 = aikernel.gpu.reduce warp xor %i : i32
  return
}

// CHECK-LABEL: func.func @scans(
func.func @scans(%x: f32, %b: i1) {
  // CHECK: aikernel.gpu.scan warp sum %arg0 : f32
  %0 = aikernel.gpu.scan warp sum %x : f32
  // CHECK: aikernel.gpu.scan block max %arg0 active %arg1 : f32
  %1 = aikernel.gpu.scan block max %x active %b : f32
  return
}

// CHECK-LABEL: func.func @lanes(
func.func @lanes(%x: f32, %lane: i32, %b: i1) {
  // CHECK: aikernel.gpu.shuffle idx %arg0, %arg1 : f32
  %0 = aikernel.gpu.shuffle idx %x, %lane : f32
  // CHECK: aikernel.gpu.shuffle up %arg0, %arg1 : f32
  %1 = aikernel.gpu.shuffle up %x, %lane : f32
  // CHECK: aikernel.gpu.shuffle down %arg0, %arg1 : f32
  %2 = aikernel.gpu.shuffle down %x, %lane : f32
  // CHECK: aikernel.gpu.shuffle xor %arg0, %arg1 active %arg2 : f32
  %3 = aikernel.gpu.shuffle xor %x, %lane active %b : f32
  // CHECK: aikernel.gpu.ballot %arg2{{$}}
  %4 = aikernel.gpu.ballot %b
  // CHECK: aikernel.gpu.ballot %arg2 active %arg2
  %5 = aikernel.gpu.ballot %b active %b
  // CHECK: aikernel.gpu.sync_warp
  aikernel.gpu.sync_warp
  // CHECK: aikernel.gpu.fence
  aikernel.gpu.fence
  return
}

// CHECK-LABEL: func.func @exchange(
func.func @exchange(%a: memref<?x4xi32>, %i: index, %old: i32, %new: i32) -> i32 {
  // CHECK: aikernel.gpu.atomic_cas %arg0[%arg1, %arg1], %arg2, %arg3 : memref<?x4xi32>, i32
  %0 = aikernel.gpu.atomic_cas %a[%i, %i], %old, %new : memref<?x4xi32>, i32
  return %0 : i32
}
