// A function without an expansion is an error, not a call that a target may lack.
//
// RUN: aikernel-opt %s --aikernel-portable-math --verify-diagnostics --split-input-file

func.func @no_expansion(%x: f32) -> f32 {
  // expected-error @+1 {{'math.atan' op has no portable expansion for 'f32'}}
  %r = math.atan %x : f32
  return %r : f32
}

// -----

func.func @unknown_format(%x: f80) -> f80 {
  // expected-error @+1 {{'math.exp' op has no portable expansion for 'f80'}}
  %r = math.exp %x : f80
  return %r : f80
}

// -----

func.func @tensor(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'math.exp' op has no portable expansion for 'tensor<4xf32>'}}
  %r = math.exp %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

func.func @loop_over_lanes(%x: vector<4xf32>, %y: vector<4xf32>) -> vector<4xf32> {
  // expected-error @+1 {{'arith.remf' op has no portable expansion for 'vector<4xf32>'}}
  %r = arith.remf %x, %y : vector<4xf32>
  return %r : vector<4xf32>
}
