// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx --verify-diagnostics

gpu.module @px {
  gpu.func @kernel() kernel {
    %i = gpu.thread_id x
    %bytes = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    // expected-error @+1 {{'memref.load' op does not take dynamic shared memory by a view}}
    %x = memref.load %bytes[%i] : memref<?xi8, #gpu.address_space<workgroup>>
    gpu.return
  }
}
