// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s \
// RUN:   --implicit-check-not=arith.mulf --implicit-check-not=arith.addf

// CHECK-LABEL: @left(
// CHECK: %[[R:.*]] = math.fma %arg0, %arg1, %arg2 : f32
// CHECK: return %[[R]]
func.func @left(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.addf %p, %c fastmath<contract> : f32
  return %s : f32
}

// CHECK-LABEL: @right(
// CHECK: math.fma %arg0, %arg1, %arg2 : f64
func.func @right(%a: f64, %b: f64, %c: f64) -> f64 {
  %p = arith.mulf %a, %b fastmath<contract> : f64
  %s = arith.addf %c, %p fastmath<contract> : f64
  return %s : f64
}
