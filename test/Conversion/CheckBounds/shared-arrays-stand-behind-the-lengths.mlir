// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-check-bounds))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @k(
  // CHECK-SAME:    %{{.*}}: !llvm.ptr<1>, %{{.*}}: !llvm.ptr<1>, %{{.*}}: i64, %{{.*}}: i64)
  // CHECK-SAME:    workgroup(%[[S:.*]] : memref<8xi32
  gpu.func @k(%a: !llvm.ptr<1>, %b: !llvm.ptr<1>)
      workgroup(%s : memref<8xi32, #gpu.address_space<workgroup>>) kernel
      attributes {px.parameters = ["a", "b"], px.shared = ["s"]} {
    %i = gpu.thread_id x
    %old = arith.constant 0 : i32
    // CHECK: aikernel.gpu.atomic_cas %[[S]]
    // CHECK: aikernel.gpu.fault "s"
    %x = aikernel.gpu.atomic_cas %s[%i], %old, %old : memref<8xi32, #gpu.address_space<workgroup>>, i32
    gpu.return
  }
}
