// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // Not an "and": the condition of an inactive thread may be poison.
  // CHECK-LABEL: llvm.func @ballot(
  // CHECK-SAME: %[[C:[^:]*]]: i1, %[[A:[^:]*]]: i1
  // CHECK: %[[COUNTS:.*]] = llvm.select %[[A]], %[[C]], %{{.*}} : i1, i1
  // CHECK: %[[BITS:.*]] = nvvm.vote.sync ballot %{{.*}}, %[[COUNTS]] -> i32
  // CHECK: llvm.zext %[[BITS]] : i32 to i64
  gpu.func @ballot(%c: i1, %a: i1, %out: !llvm.ptr<1>) kernel {
    %bits = aikernel.gpu.ballot %c active %a
    llvm.store %bits, %out : i64, !llvm.ptr<1>
    gpu.return
  }

  // Which lanes exist follows from the block's size.
  // CHECK-LABEL: llvm.func @all(
  // CHECK-NOT: nvvm.vote
  // CHECK: llvm.select
  gpu.func @all(%out: !llvm.ptr<1>) kernel {
    %true = arith.constant true
    %bits = aikernel.gpu.ballot %true
    llvm.store %bits, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
