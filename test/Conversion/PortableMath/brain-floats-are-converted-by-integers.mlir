// bf16 is converted by integer operations, as not every target has instructions.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s \
// RUN:   --implicit-check-not=arith.extf --implicit-check-not=arith.truncf

// CHECK-LABEL: @widen(
// CHECK: arith.bitcast %{{.*}} : bf16 to i16
// CHECK: arith.extui %{{.*}} : i16 to i32
// CHECK: arith.shli
// CHECK: arith.bitcast %{{.*}} : i32 to f32
func.func @widen(%x: bf16) -> f32 {
  %r = arith.extf %x : bf16 to f32
  return %r : f32
}

// CHECK-LABEL: @narrow(
// CHECK: arith.bitcast %{{.*}} : f32 to i32
// CHECK: arith.cmpf une
// CHECK: arith.trunci %{{.*}} : i32 to i16
// CHECK: arith.bitcast %{{.*}} : i16 to bf16
func.func @narrow(%x: f32) -> bf16 {
  %r = arith.truncf %x : f32 to bf16
  return %r : bf16
}

// CHECK-LABEL: @sum(
// CHECK: arith.addf %{{.*}} : f32
// CHECK: arith.bitcast %{{.*}} : i16 to bf16
func.func @sum(%x: bf16, %y: bf16) -> bf16 {
  %r = arith.addf %x, %y : bf16
  return %r : bf16
}
