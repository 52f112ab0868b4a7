// What is exact or correctly rounded on every target is not touched.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s

// CHECK-LABEL: @stays(
// CHECK-NEXT: math.fma %{{.*}} : f32
// CHECK-NEXT: math.sqrt %{{.*}} : f32
// CHECK-NEXT: math.absf %{{.*}} : f32
// CHECK-NEXT: math.copysign %{{.*}} : f32
// CHECK-NEXT: math.floor %{{.*}} : f32
// CHECK-NEXT: math.ceil %{{.*}} : f32
// CHECK-NEXT: math.trunc %{{.*}} : f32
// CHECK-NEXT: math.roundeven %{{.*}} : f32
// CHECK-NEXT: math.ctpop %{{.*}} : i32
// CHECK-NEXT: arith.extf %{{.*}} : f16 to f32
// CHECK-NEXT: arith.truncf %{{.*}} : f64 to f32
// CHECK-NEXT: arith.truncf %{{.*}} : f32 to f16
func.func @stays(%x: f32, %i: i32, %h: f16, %d: f64) -> (f32, i32, f32, f32, f16) {
  %0 = math.fma %x, %x, %x : f32
  %1 = math.sqrt %0 : f32
  %2 = math.absf %1 : f32
  %3 = math.copysign %2, %x : f32
  %4 = math.floor %3 : f32
  %5 = math.ceil %4 : f32
  %6 = math.trunc %5 : f32
  %7 = math.roundeven %6 : f32
  %8 = math.ctpop %i : i32
  %9 = arith.extf %h : f16 to f32
  %10 = arith.truncf %d : f64 to f32
  %11 = arith.truncf %x : f32 to f16
  return %7, %8, %9, %10, %11 : f32, i32, f32, f32, f16
}
