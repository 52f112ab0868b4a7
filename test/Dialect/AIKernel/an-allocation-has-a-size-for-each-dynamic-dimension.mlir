// RUN: aikernel-opt %s --verify-diagnostics

func.func @too_few() {
  // expected-error @+1 {{'aikernel.mem.alloc' op has 0 sizes, but 'memref<?xf32, #aikernel.mem<host>>' has 1 dynamic dimensions}}
  %0 = aikernel.mem.alloc() : memref<?xf32, #aikernel.mem<host>>
  return
}
