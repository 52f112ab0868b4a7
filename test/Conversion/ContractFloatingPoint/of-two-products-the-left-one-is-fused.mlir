// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s

// CHECK-LABEL: @dot(
// CHECK: %[[P:.*]] = arith.mulf %arg2, %arg3 : f32
// CHECK: math.fma %arg0, %arg1, %[[P]] : f32
func.func @dot(%a: f32, %b: f32, %c: f32, %d: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %q = arith.mulf %c, %d fastmath<contract> : f32
  %s = arith.addf %p, %q fastmath<contract> : f32
  return %s : f32
}
