// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s --implicit-check-not=mbcnt.hi

gpu.module @m {
  // CHECK-LABEL: llvm.func @k(
  // CHECK: rocdl.ballot %{{.*}} : i32
  // CHECK: rocdl.ds_bpermute
  gpu.func @k(%v: i32, %lane: i32, %out: !llvm.ptr<1>) kernel {
    %w = aikernel.gpu.shuffle idx %v, %lane : i32
    llvm.store %w, %out : i32, !llvm.ptr<1>
    gpu.return
  }
}
