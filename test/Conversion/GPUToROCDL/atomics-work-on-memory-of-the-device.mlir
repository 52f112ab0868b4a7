// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s

gpu.module @m {
  // CHECK: llvm.atomicrmw fadd %{{.*}}, %{{.*}} syncscope("agent") monotonic
  // CHECK-SAME: rocdl.no_fine_grained_memory
  // CHECK-SAME: rocdl.no_remote_memory
  gpu.func @add(%p: !llvm.ptr<1>, %x: f32) kernel {
    %old = llvm.atomicrmw fadd %p, %x syncscope("agent") monotonic : !llvm.ptr<1>, f32
    gpu.return
  }
}
