// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK-SAME:    %{{.*}}: !llvm.ptr<1> {llvm.align = 4 : i64}, %[[EXPECTED:.*]]: i32, %[[DESIRED:.*]]: i32)
// CHECK:         %[[PAIR:.*]] = llvm.cmpxchg %[[AT:.*]], %[[EXPECTED]], %[[DESIRED]] syncscope("device") monotonic monotonic
// CHECK:         %[[OLD:.*]] = llvm.extractvalue %[[PAIR]][0]
// CHECK:         llvm.store %[[OLD]]
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %expected: i32, %desired: i32) kernel {
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    %i = gpu.thread_id x
    %old = aikernel.gpu.atomic_cas %A[%i], %expected, %desired : memref<?xi32>, i32
    memref.store %old, %A[%i] : memref<?xi32>
    gpu.return
  }
}
