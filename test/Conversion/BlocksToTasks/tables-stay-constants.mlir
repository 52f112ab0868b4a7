// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-blocks-to-tasks | FileCheck %s

// CHECK:       llvm.mlir.global internal constant @table(
// CHECK-LABEL: func.func @aik_kernel_kernel_scalar(
// CHECK-SAME:    aikernel.shared_bytes = 0
// CHECK:         llvm.mlir.addressof @table
gpu.module @px {
  llvm.mlir.global internal constant @table(dense<[1, 2]> : tensor<2xi32>) : !llvm.array<2 x i32>
  gpu.func @kernel() kernel {
    %table = llvm.mlir.addressof @table : !llvm.ptr
    "test.use"(%table) : (!llvm.ptr) -> ()
    gpu.return
  }
}
