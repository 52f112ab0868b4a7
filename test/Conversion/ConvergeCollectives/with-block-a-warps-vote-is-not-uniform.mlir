// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives{block=true})))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @vote(
  // CHECK: %[[C:.*]] = arith.cmpi ne
  // CHECK-NOT: scf.if
  // CHECK: aikernel.gpu.shuffle xor %{{.*}}, %{{.*}} active %[[C]]
  gpu.func @vote(%n: i32, %out: memref<?xi32>) kernel {
    %zero = arith.constant 0 : i64
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %mine = arith.cmpi eq, %n, %v : i32
    %bits = aikernel.gpu.ballot %mine
    %c = arith.cmpi ne, %bits, %zero : i64
    scf.if %c {
      %w = aikernel.gpu.shuffle xor %v, %n : i32
      memref.store %w, %out[%t] : memref<?xi32>
    }
    gpu.return
  }
}
