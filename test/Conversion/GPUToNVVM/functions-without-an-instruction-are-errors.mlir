// RUN: not aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" \
// RUN:   2>&1 | FileCheck %s

gpu.module @m {
  gpu.func @k(%x: f32, %out: !llvm.ptr<1>) kernel {
    // CHECK: [[@LINE+1]]:10: error: 'math.exp' op is no instruction of a GPU; aikernel-portable-math expands it
    %y = math.exp %x : f32
    llvm.store %y, %out : f32, !llvm.ptr<1>
    gpu.return
  }
}
