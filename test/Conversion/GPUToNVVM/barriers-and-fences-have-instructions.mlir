// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @order(
  // CHECK: nvvm.barrier0
  // CHECK: nvvm.bar.warp.sync
  // CHECK: llvm.fence syncscope("device") acq_rel
  gpu.func @order() kernel {
    gpu.barrier
    aikernel.gpu.sync_warp
    aikernel.gpu.fence
    gpu.return
  }
}
