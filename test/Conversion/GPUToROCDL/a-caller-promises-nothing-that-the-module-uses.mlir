// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s

gpu.module @m {
  func.func private @row() -> i64 {
    %y = gpu.thread_id y
    %r = arith.index_cast %y : index to i64
    return %r : i64
  }

  // CHECK: llvm.func @calls(
  // CHECK-NOT: "amdgpu-no-workitem-id-y"
  // CHECK-SAME: "amdgpu-no-workitem-id-z"
  gpu.func @calls(%out: !llvm.ptr<1>) kernel {
    %r = func.call @row() : () -> i64
    llvm.store %r, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
