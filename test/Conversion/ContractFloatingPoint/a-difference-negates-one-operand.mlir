// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s

// CHECK-LABEL: @product_first(
// CHECK: %[[N:.*]] = arith.negf %arg2 : f32
// CHECK: math.fma %arg0, %arg1, %[[N]] : f32
func.func @product_first(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.subf %p, %c fastmath<contract> : f32
  return %s : f32
}

// CHECK-LABEL: @product_second(
// CHECK: %[[N:.*]] = arith.negf %arg0 : f32
// CHECK: math.fma %[[N]], %arg1, %arg2 : f32
func.func @product_second(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.subf %c, %p fastmath<contract> : f32
  return %s : f32
}
