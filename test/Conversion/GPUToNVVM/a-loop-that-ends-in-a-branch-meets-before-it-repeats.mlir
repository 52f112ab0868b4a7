// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @branch_last(
  // CHECK: nvvm.vote.sync
  // CHECK: llvm.store
  // CHECK: nvvm.bar.warp.sync
  // CHECK-NEXT: llvm.add
  // CHECK-NEXT: llvm.br
  gpu.func @branch_last(%n: i32, %c: i1, %out: !llvm.ptr<1>) kernel {
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    scf.for %i = %zero to %n step %one : i32 {
      %bits = aikernel.gpu.ballot %c
      scf.if %c {
        llvm.store %bits, %out : i64, !llvm.ptr<1>
      }
    }
    gpu.return
  }

  // CHECK-LABEL: llvm.func @barrier_last(
  // CHECK-NOT: nvvm.bar.warp.sync
  // CHECK: nvvm.barrier0
  // CHECK-NOT: nvvm.bar.warp.sync
  // CHECK: llvm.return
  gpu.func @barrier_last(%n: i32, %c: i1, %out: !llvm.ptr<1>) kernel {
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    scf.for %i = %zero to %n step %one : i32 {
      scf.if %c {
        llvm.store %i, %out : i32, !llvm.ptr<1>
      }
      gpu.barrier
    }
    gpu.return
  }

  // CHECK-LABEL: llvm.func @no_collective(
  // CHECK-NOT: nvvm.bar.warp.sync
  // CHECK: llvm.return
  gpu.func @no_collective(%n: i32, %c: i1, %out: !llvm.ptr<1>) kernel {
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    scf.for %i = %zero to %n step %one : i32 {
      scf.if %c {
        llvm.store %i, %out : i32, !llvm.ptr<1>
      }
    }
    gpu.return
  }
}
