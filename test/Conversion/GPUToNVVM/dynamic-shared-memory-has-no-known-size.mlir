// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @bytes(
  // CHECK: %[[MOST:.*]] = llvm.mlir.constant(9223372036854775807 : i64)
  // CHECK: llvm.store %[[MOST]]
  gpu.func @bytes(%out: !llvm.ptr<1>) kernel {
    %bytes = aikernel.gpu.dynamic_shared_size
    %number = arith.index_cast %bytes : index to i64
    llvm.store %number, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
