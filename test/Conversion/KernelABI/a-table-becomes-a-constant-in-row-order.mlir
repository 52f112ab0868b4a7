// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK:     llvm.mlir.global internal constant @table.table(dense<[1, 2, 3, 4, 5, 6]> : tensor<6xi32>)
// CHECK-SAME:  : !llvm.array<6 x i32>
// CHECK-NOT: memref
gpu.module @px {
  memref.global "private" constant @table : memref<2x3xi32> = dense<[[1, 2, 3], [4, 5, 6]]>
  gpu.func @kernel(%a: !llvm.ptr<1>) kernel {
    %i = gpu.thread_id x
    // CHECK: %[[TABLE:.*]] = llvm.mlir.addressof @table.table : !llvm.ptr<1>
    // CHECK: llvm.getelementptr %[[TABLE]][
    %table = memref.get_global @table : memref<2x3xi32>
    %x = memref.load %table[%i, %i] : memref<2x3xi32>
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    memref.store %x, %A[%i] : memref<?xi32>
    gpu.return
  }
}
