// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK: llvm.func internal @twice(%{{.*}}: i32) -> i32
  func.func private @twice(%x: i32) -> i32 {
    %r = arith.addi %x, %x : i32
    return %r : i32
  }

  // CHECK: llvm.func @k(%{{.*}}: !llvm.ptr<1> {llvm.readonly}, %{{.*}}: i32)
  // CHECK-SAME: attributes {nvvm.kernel}
  // CHECK-NOT: gpu.kernel
  gpu.func @k(%p: !llvm.ptr<1> {llvm.readonly, px.name = "p"},
              %n: i32 {px.name = "n"}) kernel {
    // CHECK: llvm.call @twice
    %r = func.call @twice(%n) : (i32) -> i32
    llvm.store %r, %p : i32, !llvm.ptr<1>
    gpu.return
  }
}
