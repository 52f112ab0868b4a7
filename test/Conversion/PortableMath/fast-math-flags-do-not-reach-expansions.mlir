// Fast-math flags of a function do not reach its expansion, whose steps rely on
// every rounding.
//
// RUN: aikernel-opt %s --aikernel-portable-math \
// RUN:   | FileCheck %s --implicit-check-not=fastmath

// CHECK-LABEL: @exp(
// CHECK: math.fma
func.func @exp(%x: f32) -> f32 {
  %r = math.exp %x fastmath<fast> : f32
  return %r : f32
}

// CHECK-LABEL: @log2(
// CHECK: math.fma
func.func @log2(%x: f32) -> f32 {
  %r = math.log2 %x fastmath<fast> : f32
  return %r : f32
}

// CHECK-LABEL: @sin(
// CHECK: math.fma
func.func @sin(%x: f32) -> f32 {
  %r = math.sin %x fastmath<fast> : f32
  return %r : f32
}

// CHECK-LABEL: @erf(
// CHECK: math.fma
func.func @erf(%x: f32) -> f32 {
  %r = math.erf %x fastmath<fast> : f32
  return %r : f32
}

// CHECK-LABEL: @minimum(
// CHECK: arith.cmpf olt
func.func @minimum(%x: f32, %y: f32) -> f32 {
  %r = arith.minnumf %x, %y fastmath<fast> : f32
  return %r : f32
}
