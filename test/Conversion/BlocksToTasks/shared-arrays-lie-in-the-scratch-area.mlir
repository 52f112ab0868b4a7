// One after the other, each at a multiple of 16 bytes; the array of unknown size
// begins behind them at a multiple of 64.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-blocks-to-tasks | FileCheck %s

// CHECK-NOT:   llvm.mlir.global
// CHECK-LABEL: func.func @aik_kernel_kernel_scalar(
// CHECK-SAME:    %[[SCRATCH:[^: ]*]]: !llvm.ptr {llvm.noalias}) attributes {aikernel.shared_bytes = 128 : i64}
// CHECK:         scf.parallel
// CHECK:           %[[FIRST:.*]] = llvm.getelementptr %[[SCRATCH]][0] {{.*}}, i8
// CHECK:           %[[SECOND:.*]] = llvm.getelementptr %[[SCRATCH]][80] {{.*}}, i8
// CHECK:           %[[DYNAMIC:.*]] = llvm.getelementptr %[[SCRATCH]][128] {{.*}}, i8
// CHECK:           "test.use"(%[[FIRST]], %[[SECOND]], %[[DYNAMIC]])
gpu.module @px {
  llvm.mlir.global internal @first() : !llvm.array<17 x f32>
  llvm.mlir.global internal @second() : !llvm.array<1 x i8>
  llvm.mlir.global external @aik$dynamic_shared() : !llvm.array<0 x i8>
  gpu.func @kernel() kernel {
    %first = llvm.mlir.addressof @first : !llvm.ptr
    %second = llvm.mlir.addressof @second : !llvm.ptr
    %dynamic = llvm.mlir.addressof @aik$dynamic_shared : !llvm.ptr
    "test.use"(%first, %second, %dynamic) : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
    gpu.return
  }
}
