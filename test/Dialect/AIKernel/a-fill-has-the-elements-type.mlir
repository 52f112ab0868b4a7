// RUN: aikernel-opt %s --verify-diagnostics

func.func @fill(%a: memref<8xf32>, %x: i32) {
  // expected-error @+1 {{'aikernel.mem.fill' op fills a buffer of 'f32' with a value of type 'i32'}}
  aikernel.mem.fill %x, %a : i32, memref<8xf32>
  return
}
