// RUN: aikernel-opt %s --mlir-print-debuginfo --mlir-print-local-scope \
// RUN:   --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK: llvm.func @k
  gpu.func @k(%out: !llvm.ptr<1>, %n: i32) kernel {
    // CHECK: nvvm.shfl.sync {{.*}} loc("k.px":7:3)
    %w = aikernel.gpu.shuffle xor %n, %n : i32 loc("k.px":7:3)
    %c = arith.cmpi eq, %w, %n : i32
    // CHECK: llvm.cond_br {{.*}} loc("k.px":8:3)
    scf.if %c {
      // CHECK: llvm.store {{.*}} loc("k.px":9:5)
      llvm.store %w, %out : i32, !llvm.ptr<1> loc("k.px":9:5)
    } loc("k.px":8:3)
    gpu.return
  // CHECK: } loc("k.px":2:1)
  } loc("k.px":2:1)
}
