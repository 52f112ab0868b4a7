// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives)))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @count(
  // CHECK-NOT: scf.for
  // CHECK: scf.while
  // CHECK: arith.cmpi ult
  // CHECK: aikernel.gpu.ballot
  // CHECK: scf.condition
  // CHECK: aikernel.gpu.sync_warp
  // CHECK: arith.addi
  gpu.func @count() kernel {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    %t = gpu.thread_id x
    scf.for unsigned %i = %zero to %t step %one {
      aikernel.gpu.sync_warp
    }
    gpu.return
  }

  // CHECK-LABEL: @same_for_all(
  // CHECK: scf.for
  // CHECK-NOT: aikernel.gpu.ballot
  // CHECK: gpu.return
  gpu.func @same_for_all(%n: index) kernel {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    scf.for %i = %zero to %n step %one {
      aikernel.gpu.sync_warp
    }
    gpu.return
  }
}
