// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx --canonicalize | FileCheck %s

// CHECK-LABEL: gpu.func @k(
// CHECK:         %[[BYTES:.*]] = llvm.mlir.addressof
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[BYTES]]
// CHECK:         llvm.cmpxchg %[[AT]],
gpu.module @px {
  gpu.func @k(%old: i32, %new: i32) kernel {
    %zero = arith.constant 0 : index
    %i = gpu.thread_id x
    %bytes = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %none = memref.view %bytes[%zero][]
      : memref<?xi8, #gpu.address_space<workgroup>> to memref<0xi32, #gpu.address_space<workgroup>>
    %words = memref.cast %none
      : memref<0xi32, #gpu.address_space<workgroup>> to memref<?xi32, #gpu.address_space<workgroup>>
    %was = aikernel.gpu.atomic_cas %words[%i], %old, %new : memref<?xi32, #gpu.address_space<workgroup>>, i32
    gpu.return
  }
}
