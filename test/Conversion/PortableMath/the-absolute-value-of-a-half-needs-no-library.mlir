// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s

// Left to itself, LLVM rounds its result by a function of a library.

// CHECK-LABEL: func.func @absolute(
// CHECK:         math.absf %{{.*}} : f32
// CHECK-NOT:     math.absf %{{.*}} : bf16
func.func @absolute(%x: bf16) -> bf16 {
  %y = math.absf %x : bf16
  return %y : bf16
}
