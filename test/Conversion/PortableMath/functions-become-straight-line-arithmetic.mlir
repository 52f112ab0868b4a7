// A function becomes straight-line arithmetic: of the math dialect, only operations
// that every target has remain.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s \
// RUN:   '--implicit-check-not={{math\.(exp|log|sin|cos|tanh|erf|pow|rsqrt)}}' \
// RUN:   --implicit-check-not=call --implicit-check-not=scf. \
// RUN:   --implicit-check-not=cf. --implicit-check-not=memref

// CHECK-LABEL: @exp_f32(
// CHECK: math.fma
// CHECK: return
func.func @exp_f32(%x: f32) -> f32 {
  %r = math.exp %x : f32
  return %r : f32
}

// CHECK-LABEL: @exp2_f32(
// CHECK: math.fma
// CHECK: return
func.func @exp2_f32(%x: f32) -> f32 {
  %r = math.exp2 %x : f32
  return %r : f32
}

// CHECK-LABEL: @log_f32(
// CHECK: math.fma
// CHECK: return
func.func @log_f32(%x: f32) -> f32 {
  %r = math.log %x : f32
  return %r : f32
}

// CHECK-LABEL: @log2_f32(
// CHECK: math.fma
// CHECK: return
func.func @log2_f32(%x: f32) -> f32 {
  %r = math.log2 %x : f32
  return %r : f32
}

// CHECK-LABEL: @sin_f32(
// CHECK: math.fma
// CHECK: return
func.func @sin_f32(%x: f32) -> f32 {
  %r = math.sin %x : f32
  return %r : f32
}

// CHECK-LABEL: @cos_f32(
// CHECK: math.fma
// CHECK: return
func.func @cos_f32(%x: f32) -> f32 {
  %r = math.cos %x : f32
  return %r : f32
}

// CHECK-LABEL: @tanh_f32(
// CHECK: math.fma
// CHECK: return
func.func @tanh_f32(%x: f32) -> f32 {
  %r = math.tanh %x : f32
  return %r : f32
}

// CHECK-LABEL: @erf_f32(
// CHECK: math.fma
// CHECK: return
func.func @erf_f32(%x: f32) -> f32 {
  %r = math.erf %x : f32
  return %r : f32
}

// CHECK-LABEL: @rsqrt_f32(
// CHECK: math.sqrt
// CHECK: arith.divf
// CHECK: return
func.func @rsqrt_f32(%x: f32) -> f32 {
  %r = math.rsqrt %x : f32
  return %r : f32
}

// CHECK-LABEL: @powf_f32(
// CHECK: math.fma
// CHECK: math.roundeven
// CHECK: return
func.func @powf_f32(%x: f32, %y: f32) -> f32 {
  %r = math.powf %x, %y : f32
  return %r : f32
}

// CHECK-LABEL: @exp_f64(
// CHECK: math.fma
// CHECK: return
func.func @exp_f64(%x: f64) -> f64 {
  %r = math.exp %x : f64
  return %r : f64
}

// CHECK-LABEL: @exp2_f64(
// CHECK: math.fma
// CHECK: return
func.func @exp2_f64(%x: f64) -> f64 {
  %r = math.exp2 %x : f64
  return %r : f64
}

// CHECK-LABEL: @log_f64(
// CHECK: math.fma
// CHECK: return
func.func @log_f64(%x: f64) -> f64 {
  %r = math.log %x : f64
  return %r : f64
}

// CHECK-LABEL: @log2_f64(
// CHECK: math.fma
// CHECK: return
func.func @log2_f64(%x: f64) -> f64 {
  %r = math.log2 %x : f64
  return %r : f64
}

// CHECK-LABEL: @sin_f64(
// CHECK: math.fma
// CHECK: return
func.func @sin_f64(%x: f64) -> f64 {
  %r = math.sin %x : f64
  return %r : f64
}

// CHECK-LABEL: @cos_f64(
// CHECK: math.fma
// CHECK: return
func.func @cos_f64(%x: f64) -> f64 {
  %r = math.cos %x : f64
  return %r : f64
}

// CHECK-LABEL: @tanh_f64(
// CHECK: math.fma
// CHECK: return
func.func @tanh_f64(%x: f64) -> f64 {
  %r = math.tanh %x : f64
  return %r : f64
}

// CHECK-LABEL: @erf_f64(
// CHECK: math.fma
// CHECK: return
func.func @erf_f64(%x: f64) -> f64 {
  %r = math.erf %x : f64
  return %r : f64
}

// CHECK-LABEL: @rsqrt_f64(
// CHECK: math.sqrt
// CHECK: arith.divf
// CHECK: return
func.func @rsqrt_f64(%x: f64) -> f64 {
  %r = math.rsqrt %x : f64
  return %r : f64
}

// CHECK-LABEL: @powf_f64(
// CHECK: math.fma
// CHECK: math.roundeven
// CHECK: return
func.func @powf_f64(%x: f64, %y: f64) -> f64 {
  %r = math.powf %x, %y : f64
  return %r : f64
}
