// RUN: aikernel-opt %s --verify-diagnostics

func.func @copy(%a: memref<8xf32>, %b: memref<8xi32>) {
  // expected-error @+1 {{'aikernel.mem.copy' op copies elements of type 'f32' to a buffer of 'i32'}}
  aikernel.mem.copy %a to %b : memref<8xf32>, memref<8xi32>
  return
}
