// Compiled for any target, an expansion calls nothing.
//
// RUN: aikernel-opt %s --aikernel-portable-math \
// RUN:   | mlir-opt --convert-scf-to-cf --convert-cf-to-llvm --convert-math-to-llvm \
// RUN:     --convert-arith-to-llvm --convert-func-to-llvm --reconcile-unrealized-casts \
// RUN:   | mlir-translate --mlir-to-llvmir > %t.ll
// RUN: llc < %t.ll -mtriple=x86_64-linux -mcpu=x86-64-v3 \
// RUN:   | FileCheck %s --implicit-check-not=call
// RUN: llc < %t.ll -mtriple=x86_64-linux -mcpu=x86-64-v4 \
// RUN:   | FileCheck %s --implicit-check-not=call
// RUN: llc < %t.ll -mtriple=nvptx64-nvidia-cuda -mcpu=sm_80 \
// RUN:   | FileCheck %s --implicit-check-not=call --implicit-check-not=ftz \
// RUN:     --implicit-check-not=approx
// RUN: llc < %t.ll -mtriple=amdgcn-amd-amdhsa -mcpu=gfx90a \
// RUN:   | FileCheck %s --implicit-check-not=swappc
// RUN: llc < %t.ll -mtriple=amdgcn-amd-amdhsa -mcpu=gfx1201 \
// RUN:   | FileCheck %s --implicit-check-not=swappc

// CHECK: exp_f16
func.func @exp_f16(%x: f16) -> f16 {
  %r = math.exp %x : f16
  return %r : f16
}
// CHECK: exp2_f16
func.func @exp2_f16(%x: f16) -> f16 {
  %r = math.exp2 %x : f16
  return %r : f16
}
// CHECK: log_f16
func.func @log_f16(%x: f16) -> f16 {
  %r = math.log %x : f16
  return %r : f16
}
// CHECK: log2_f16
func.func @log2_f16(%x: f16) -> f16 {
  %r = math.log2 %x : f16
  return %r : f16
}
// CHECK: sin_f16
func.func @sin_f16(%x: f16) -> f16 {
  %r = math.sin %x : f16
  return %r : f16
}
// CHECK: cos_f16
func.func @cos_f16(%x: f16) -> f16 {
  %r = math.cos %x : f16
  return %r : f16
}
// CHECK: tanh_f16
func.func @tanh_f16(%x: f16) -> f16 {
  %r = math.tanh %x : f16
  return %r : f16
}
// CHECK: erf_f16
func.func @erf_f16(%x: f16) -> f16 {
  %r = math.erf %x : f16
  return %r : f16
}
// CHECK: rsqrt_f16
func.func @rsqrt_f16(%x: f16) -> f16 {
  %r = math.rsqrt %x : f16
  return %r : f16
}
// CHECK: power_f16
func.func @power_f16(%x: f16, %y: f16) -> f16 {
  %r = math.powf %x, %y : f16
  return %r : f16
}
// CHECK: least_f16
func.func @least_f16(%x: f16, %y: f16) -> f16 {
  %r = arith.minnumf %x, %y : f16
  return %r : f16
}
// CHECK: most_f16
func.func @most_f16(%x: f16, %y: f16) -> f16 {
  %r = arith.maxnumf %x, %y : f16
  return %r : f16
}
// CHECK: remainder_f16
func.func @remainder_f16(%x: f16, %y: f16) -> f16 {
  %r = arith.remf %x, %y : f16
  return %r : f16
}
// CHECK: sum_f16
func.func @sum_f16(%x: f16, %y: f16) -> f16 {
  %r = arith.addf %x, %y : f16
  return %r : f16
}
// CHECK: fused_f16
func.func @fused_f16(%x: f16, %y: f16, %z: f16) -> f16 {
  %r = math.fma %x, %y, %z : f16
  return %r : f16
}
// CHECK: exp_bf16
func.func @exp_bf16(%x: bf16) -> bf16 {
  %r = math.exp %x : bf16
  return %r : bf16
}
// CHECK: exp2_bf16
func.func @exp2_bf16(%x: bf16) -> bf16 {
  %r = math.exp2 %x : bf16
  return %r : bf16
}
// CHECK: log_bf16
func.func @log_bf16(%x: bf16) -> bf16 {
  %r = math.log %x : bf16
  return %r : bf16
}
// CHECK: log2_bf16
func.func @log2_bf16(%x: bf16) -> bf16 {
  %r = math.log2 %x : bf16
  return %r : bf16
}
// CHECK: sin_bf16
func.func @sin_bf16(%x: bf16) -> bf16 {
  %r = math.sin %x : bf16
  return %r : bf16
}
// CHECK: cos_bf16
func.func @cos_bf16(%x: bf16) -> bf16 {
  %r = math.cos %x : bf16
  return %r : bf16
}
// CHECK: tanh_bf16
func.func @tanh_bf16(%x: bf16) -> bf16 {
  %r = math.tanh %x : bf16
  return %r : bf16
}
// CHECK: erf_bf16
func.func @erf_bf16(%x: bf16) -> bf16 {
  %r = math.erf %x : bf16
  return %r : bf16
}
// CHECK: rsqrt_bf16
func.func @rsqrt_bf16(%x: bf16) -> bf16 {
  %r = math.rsqrt %x : bf16
  return %r : bf16
}
// CHECK: power_bf16
func.func @power_bf16(%x: bf16, %y: bf16) -> bf16 {
  %r = math.powf %x, %y : bf16
  return %r : bf16
}
// CHECK: least_bf16
func.func @least_bf16(%x: bf16, %y: bf16) -> bf16 {
  %r = arith.minnumf %x, %y : bf16
  return %r : bf16
}
// CHECK: most_bf16
func.func @most_bf16(%x: bf16, %y: bf16) -> bf16 {
  %r = arith.maxnumf %x, %y : bf16
  return %r : bf16
}
// CHECK: remainder_bf16
func.func @remainder_bf16(%x: bf16, %y: bf16) -> bf16 {
  %r = arith.remf %x, %y : bf16
  return %r : bf16
}
// CHECK: sum_bf16
func.func @sum_bf16(%x: bf16, %y: bf16) -> bf16 {
  %r = arith.addf %x, %y : bf16
  return %r : bf16
}
// CHECK: fused_bf16
func.func @fused_bf16(%x: bf16, %y: bf16, %z: bf16) -> bf16 {
  %r = math.fma %x, %y, %z : bf16
  return %r : bf16
}
// CHECK: exp_f32
func.func @exp_f32(%x: f32) -> f32 {
  %r = math.exp %x : f32
  return %r : f32
}
// CHECK: exp2_f32
func.func @exp2_f32(%x: f32) -> f32 {
  %r = math.exp2 %x : f32
  return %r : f32
}
// CHECK: log_f32
func.func @log_f32(%x: f32) -> f32 {
  %r = math.log %x : f32
  return %r : f32
}
// CHECK: log2_f32
func.func @log2_f32(%x: f32) -> f32 {
  %r = math.log2 %x : f32
  return %r : f32
}
// CHECK: sin_f32
func.func @sin_f32(%x: f32) -> f32 {
  %r = math.sin %x : f32
  return %r : f32
}
// CHECK: cos_f32
func.func @cos_f32(%x: f32) -> f32 {
  %r = math.cos %x : f32
  return %r : f32
}
// CHECK: tanh_f32
func.func @tanh_f32(%x: f32) -> f32 {
  %r = math.tanh %x : f32
  return %r : f32
}
// CHECK: erf_f32
func.func @erf_f32(%x: f32) -> f32 {
  %r = math.erf %x : f32
  return %r : f32
}
// CHECK: rsqrt_f32
func.func @rsqrt_f32(%x: f32) -> f32 {
  %r = math.rsqrt %x : f32
  return %r : f32
}
// CHECK: power_f32
func.func @power_f32(%x: f32, %y: f32) -> f32 {
  %r = math.powf %x, %y : f32
  return %r : f32
}
// CHECK: least_f32
func.func @least_f32(%x: f32, %y: f32) -> f32 {
  %r = arith.minnumf %x, %y : f32
  return %r : f32
}
// CHECK: most_f32
func.func @most_f32(%x: f32, %y: f32) -> f32 {
  %r = arith.maxnumf %x, %y : f32
  return %r : f32
}
// CHECK: remainder_f32
func.func @remainder_f32(%x: f32, %y: f32) -> f32 {
  %r = arith.remf %x, %y : f32
  return %r : f32
}
// CHECK: sum_f32
func.func @sum_f32(%x: f32, %y: f32) -> f32 {
  %r = arith.addf %x, %y : f32
  return %r : f32
}
// CHECK: fused_f32
func.func @fused_f32(%x: f32, %y: f32, %z: f32) -> f32 {
  %r = math.fma %x, %y, %z : f32
  return %r : f32
}
// CHECK: exp_f64
func.func @exp_f64(%x: f64) -> f64 {
  %r = math.exp %x : f64
  return %r : f64
}
// CHECK: exp2_f64
func.func @exp2_f64(%x: f64) -> f64 {
  %r = math.exp2 %x : f64
  return %r : f64
}
// CHECK: log_f64
func.func @log_f64(%x: f64) -> f64 {
  %r = math.log %x : f64
  return %r : f64
}
// CHECK: log2_f64
func.func @log2_f64(%x: f64) -> f64 {
  %r = math.log2 %x : f64
  return %r : f64
}
// CHECK: sin_f64
func.func @sin_f64(%x: f64) -> f64 {
  %r = math.sin %x : f64
  return %r : f64
}
// CHECK: cos_f64
func.func @cos_f64(%x: f64) -> f64 {
  %r = math.cos %x : f64
  return %r : f64
}
// CHECK: tanh_f64
func.func @tanh_f64(%x: f64) -> f64 {
  %r = math.tanh %x : f64
  return %r : f64
}
// CHECK: erf_f64
func.func @erf_f64(%x: f64) -> f64 {
  %r = math.erf %x : f64
  return %r : f64
}
// CHECK: rsqrt_f64
func.func @rsqrt_f64(%x: f64) -> f64 {
  %r = math.rsqrt %x : f64
  return %r : f64
}
// CHECK: power_f64
func.func @power_f64(%x: f64, %y: f64) -> f64 {
  %r = math.powf %x, %y : f64
  return %r : f64
}
// CHECK: least_f64
func.func @least_f64(%x: f64, %y: f64) -> f64 {
  %r = arith.minnumf %x, %y : f64
  return %r : f64
}
// CHECK: most_f64
func.func @most_f64(%x: f64, %y: f64) -> f64 {
  %r = arith.maxnumf %x, %y : f64
  return %r : f64
}
// CHECK: remainder_f64
func.func @remainder_f64(%x: f64, %y: f64) -> f64 {
  %r = arith.remf %x, %y : f64
  return %r : f64
}
// CHECK: sum_f64
func.func @sum_f64(%x: f64, %y: f64) -> f64 {
  %r = arith.addf %x, %y : f64
  return %r : f64
}
// CHECK: fused_f64
func.func @fused_f64(%x: f64, %y: f64, %z: f64) -> f64 {
  %r = math.fma %x, %y, %z : f64
  return %r : f64
}
