// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s --implicit-check-not=llvm.call

gpu.module @m {
  // CHECK-LABEL: llvm.func @k(
  gpu.func @k(%x: f32, %n: i32, %out: !llvm.ptr<1>) kernel {
    // CHECK: llvm.intr.fma
    %0 = math.fma %x, %x, %x : f32
    // CHECK: llvm.intr.sqrt
    %1 = math.sqrt %0 : f32
    // CHECK: llvm.intr.roundeven
    %2 = math.roundeven %1 : f32
    // CHECK: llvm.intr.ctpop
    %3 = math.ctpop %n : i32
    llvm.store %2, %out : f32, !llvm.ptr<1>
    llvm.store %3, %out : i32, !llvm.ptr<1>
    gpu.return
  }
}
