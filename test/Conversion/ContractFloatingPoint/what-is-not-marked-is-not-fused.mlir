// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s \
// RUN:   --implicit-check-not=math.fma

// CHECK-LABEL: @separate_expressions(
// CHECK: arith.mulf
// CHECK: arith.addf
func.func @separate_expressions(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b : f32
  %s = arith.addf %p, %c fastmath<contract> : f32
  return %s : f32
}

// CHECK-LABEL: @unmarked_sum(
// CHECK: arith.mulf
// CHECK: arith.addf
func.func @unmarked_sum(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.addf %p, %c : f32
  return %s : f32
}
