// Minimum and maximum: the number beside a NaN, and -0 before +0, by comparisons
// and the bits of equal operands.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s \
// RUN:   --implicit-check-not=minnum --implicit-check-not=maxnum

// CHECK-LABEL: @least(
// CHECK: arith.cmpf olt, %arg0, %arg1
// CHECK: arith.ori %{{.*}} : i32
// CHECK: arith.cmpf une, %arg1, %arg1
// CHECK: arith.cmpf oeq, %arg0, %arg1
// CHECK: arith.select
func.func @least(%x: f32, %y: f32) -> f32 {
  %r = arith.minnumf %x, %y : f32
  return %r : f32
}

// CHECK-LABEL: @most(
// CHECK: arith.cmpf olt, %arg1, %arg0
// CHECK: arith.andi %{{.*}} : i64
// CHECK: arith.select
func.func @most(%x: f64, %y: f64) -> f64 {
  %r = arith.maxnumf %x, %y : f64
  return %r : f64
}
