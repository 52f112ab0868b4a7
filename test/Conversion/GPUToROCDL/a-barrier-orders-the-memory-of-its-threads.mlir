// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @order(
  // CHECK: llvm.fence syncscope("workgroup") release
  // CHECK-NEXT: rocdl.s.barrier
  // CHECK-NEXT: llvm.fence syncscope("workgroup") acquire
  // CHECK-NEXT: llvm.fence syncscope("wavefront") release
  // CHECK-NEXT: llvm.call_intrinsic "llvm.amdgcn.wave.barrier"
  // CHECK-NEXT: llvm.fence syncscope("wavefront") acquire
  // CHECK-NEXT: llvm.fence syncscope("agent") acq_rel
  gpu.func @order() kernel {
    gpu.barrier
    aikernel.gpu.sync_warp
    aikernel.gpu.fence
    gpu.return
  }
}
