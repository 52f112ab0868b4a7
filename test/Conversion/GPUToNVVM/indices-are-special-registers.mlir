// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @indices(
  gpu.func @indices(%out: !llvm.ptr<1>) kernel {
    // CHECK: nvvm.read.ptx.sreg.tid.x
    %tx = gpu.thread_id x
    // CHECK: nvvm.read.ptx.sreg.ctaid.y
    %by = gpu.block_id y
    // CHECK: nvvm.read.ptx.sreg.ntid.z
    %dz = gpu.block_dim z
    // CHECK: nvvm.read.ptx.sreg.nctaid.x
    %gx = gpu.grid_dim x
    // CHECK: nvvm.read.ptx.sreg.laneid
    %lane = gpu.lane_id
    %s0 = arith.addi %tx, %by : index
    %s1 = arith.addi %s0, %dz : index
    %s2 = arith.addi %s1, %gx : index
    %s3 = arith.addi %s2, %lane : index
    %s = arith.index_cast %s3 : index to i64
    llvm.store %s, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
