// The remainder of floats is exact, which takes a loop of unknown length.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s \
// RUN:   --implicit-check-not=arith.remf

// CHECK-LABEL: @remainder(
// CHECK-COUNT-1: scf.while
// CHECK: math.fma
// CHECK: scf.yield
func.func @remainder(%x: f32, %y: f32) -> f32 {
  %r = arith.remf %x, %y : f32
  return %r : f32
}
