// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @sizes(
  gpu.func @sizes(%out: !llvm.ptr<1>) kernel {
    // workgroup_size_x: the low half of the word at 4.
    // CHECK: %[[P:.*]] = llvm.call_intrinsic "llvm.amdgcn.dispatch.ptr"() : () -> !llvm.ptr<4>
    // CHECK: %[[A:.*]] = llvm.getelementptr %[[P]][4]
    // CHECK: %[[W:.*]] = llvm.load %[[A]] invariant {alignment = 4 : i64}
    // CHECK: llvm.and %[[W]]
    %dx = gpu.block_dim x
    // CHECK: %[[A:.*]] = llvm.getelementptr %{{.*}}[4]
    // CHECK: %[[W:.*]] = llvm.load %[[A]]
    // CHECK: llvm.lshr %[[W]]
    %dy = gpu.block_dim y
    // CHECK: llvm.getelementptr %{{.*}}[8]
    %dz = gpu.block_dim z
    // grid_size_z counts threads.
    // CHECK: llvm.getelementptr %{{.*}}[20]
    // CHECK: llvm.getelementptr %{{.*}}[8]
    // CHECK: llvm.udiv
    %gz = gpu.grid_dim z
    %0 = arith.addi %dx, %dy : index
    %1 = arith.addi %0, %dz : index
    %2 = arith.addi %1, %gz : index
    %3 = arith.index_cast %2 : index to i64
    llvm.store %3, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
