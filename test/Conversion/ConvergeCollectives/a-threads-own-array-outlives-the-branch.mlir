// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives)))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @local(
  // CHECK: %[[OWN:.*]] = memref.alloca
  // CHECK: scf.if
  // CHECK:   memref.store %{{.*}}, %[[OWN]]
  // CHECK: aikernel.gpu.sync_warp
  // CHECK: scf.if
  // CHECK:   memref.load %[[OWN]]
  gpu.func @local(%n: index, %out: memref<?xi32>) kernel {
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : i32
    %t = gpu.thread_id x
    %c = arith.cmpi eq, %t, %n : index
    scf.if %c {
      %own = memref.alloca() : memref<4xi32>
      memref.store %one, %own[%zero] : memref<4xi32>
      aikernel.gpu.sync_warp
      %x = memref.load %own[%zero] : memref<4xi32>
      memref.store %x, %out[%t] : memref<?xi32>
    }
    gpu.return
  }
}
