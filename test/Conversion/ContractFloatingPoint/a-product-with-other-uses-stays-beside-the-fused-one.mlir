// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s

// CHECK-LABEL: @shared(
// CHECK: %[[P:.*]] = arith.mulf %arg0, %arg1 : f32
// CHECK: %[[R:.*]] = math.fma %arg0, %arg1, %arg2 : f32
// CHECK: return %[[P]], %[[R]]
func.func @shared(%a: f32, %b: f32, %c: f32) -> (f32, f32) {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.addf %p, %c fastmath<contract> : f32
  return %p, %s : f32, f32
}
