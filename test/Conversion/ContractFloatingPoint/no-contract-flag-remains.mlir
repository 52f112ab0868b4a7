// RUN: aikernel-opt %s --aikernel-contract-floating-point | FileCheck %s \
// RUN:   --implicit-check-not=contract
// RUN: aikernel-opt %s --aikernel-contract-floating-point=enable=false | \
// RUN:   FileCheck %s --check-prefixes=CHECK,OFF --implicit-check-not=contract \
// RUN:   --implicit-check-not=math.fma

// CHECK-LABEL: @sum(
// OFF: arith.mulf
// OFF: arith.addf
func.func @sum(%a: f32, %b: f32, %c: f32) -> f32 {
  %p = arith.mulf %a, %b fastmath<contract> : f32
  %s = arith.addf %p, %c fastmath<contract> : f32
  return %s : f32
}

// CHECK-LABEL: @other_flags_stay(
// CHECK: arith.divf %arg0, %arg1 fastmath<nnan>
func.func @other_flags_stay(%a: f32, %b: f32) -> f32 {
  %q = arith.divf %a, %b fastmath<nnan,contract> : f32
  return %q : f32
}
