// RUN: aikernel-opt %s --verify-diagnostics --split-input-file

func.func @nowhere() {
  // expected-error @+1 {{'aikernel.mem.alloc' op needs a memory kind as memory space, such as #aikernel.mem<host>, but its type is 'memref<8xf32>'}}
  %0 = aikernel.mem.alloc() : memref<8xf32>
  return
}

// -----

func.func @in_a_kernels_memory() {
  // expected-error @+1 {{needs a memory kind as memory space}}
  %0 = aikernel.mem.alloc() : memref<8xf32, #gpu.address_space<global>>
  return
}
