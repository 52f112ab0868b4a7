// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-check-bounds))' | FileCheck %s

gpu.module @px {
  gpu.func @k() kernel {
    %bytes = gpu.dynamic_shared_memory {px.name = "s"} : memref<?xi8, #gpu.address_space<workgroup>>
    %zero = arith.constant 0 : index
    %s = memref.view %bytes[%zero][%zero]
        : memref<?xi8, #gpu.address_space<workgroup>> to memref<?xf32, #gpu.address_space<workgroup>>
    %i = gpu.thread_id x
    // CHECK:     %[[SIZE:.*]] = aikernel.gpu.dynamic_shared_size
    // CHECK:     %[[BYTES:.*]] = arith.index_cast %[[SIZE]] : index to i64
    // CHECK:     %[[FOUR:.*]] = arith.constant 4 : i64
    // CHECK:     arith.divui %[[BYTES]], %[[FOUR]] : i64
    // CHECK:     aikernel.gpu.fault "s"
    %x = memref.load %s[%i] : memref<?xf32, #gpu.address_space<workgroup>>
    memref.store %x, %s[%zero] : memref<?xf32, #gpu.address_space<workgroup>>
    gpu.return
  }
}
