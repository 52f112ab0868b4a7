// Every kernel of the module means the same bytes, those that a launch gives.
//
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx --canonicalize | FileCheck %s

// CHECK-COUNT-1: llvm.mlir.global external @aik$dynamic_shared() {addr_space = 3 : i32, {{.*}}} : !llvm.array<0 x i8>
// CHECK-NOT:     llvm.mlir.global
// CHECK-LABEL:   gpu.func @first(
// CHECK:           %[[BYTES:.*]] = llvm.mlir.addressof @aik$dynamic_shared
// CHECK:           llvm.getelementptr %[[BYTES]][%{{.*}}] {{.*}}, f32
// CHECK-LABEL:   gpu.func @second(
// CHECK:           %[[BYTES:.*]] = llvm.mlir.addressof @aik$dynamic_shared
// CHECK:           llvm.getelementptr %[[BYTES]][%{{.*}}] {{.*}}, i8
gpu.module @px {
  gpu.func @first(%x: f32) kernel {
    %zero = arith.constant 0 : index
    %i = gpu.thread_id x
    %bytes = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %floats = memref.view %bytes[%zero][%zero]
      : memref<?xi8, #gpu.address_space<workgroup>> to memref<?xf32, #gpu.address_space<workgroup>>
    memref.store %x, %floats[%i] : memref<?xf32, #gpu.address_space<workgroup>>
    gpu.return
  }
  gpu.func @second(%x: i8) kernel {
    %zero = arith.constant 0 : index
    %i = gpu.thread_id x
    %bytes = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %chars = memref.view %bytes[%zero][%zero]
      : memref<?xi8, #gpu.address_space<workgroup>> to memref<?xi8, #gpu.address_space<workgroup>>
    memref.store %x, %chars[%i] : memref<?xi8, #gpu.address_space<workgroup>>
    gpu.return
  }
}
