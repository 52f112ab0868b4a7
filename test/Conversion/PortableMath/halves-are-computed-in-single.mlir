// Functions of f16 and bf16 are computed in f32 and rounded once.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s

// CHECK-LABEL: @of_f16(
// CHECK: arith.extf %{{.*}} : f16 to f32
// CHECK: math.fma %{{.*}} : f32
// CHECK-NOT: arith.truncf
// CHECK: %[[ROUNDED:.*]] = arith.truncf %{{.*}} : f32 to f16
// CHECK: %[[RESULT:.*]] = arith.select %{{.*}}, %{{.*}}, %[[ROUNDED]] : f16
// CHECK-NEXT: return %[[RESULT]]
func.func @of_f16(%x: f16) -> f16 {
  %r = math.exp %x : f16
  return %r : f16
}

// CHECK-LABEL: @of_bf16(
// CHECK: arith.extui %{{.*}} : i16 to i32
// CHECK: math.fma %{{.*}} : f32
// CHECK-NOT: bf16
// CHECK: arith.bitcast %{{.*}} : i16 to bf16
// CHECK-NEXT: return
func.func @of_bf16(%x: bf16) -> bf16 {
  %r = math.exp %x : bf16
  return %r : bf16
}

// The square root of an f32, rounded again, is that of the f16.
// CHECK-LABEL: @root(
// CHECK-NEXT: arith.extf
// CHECK-NEXT: math.sqrt %{{.*}} : f32
// CHECK-NEXT: arith.truncf %{{.*}} : f32 to f16
// CHECK-NOT: math.
func.func @root(%x: f16) -> f16 {
  %r = math.sqrt %x : f16
  return %r : f16
}
