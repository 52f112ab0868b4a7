// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives)))" \
// RUN:   | FileCheck %s --implicit-check-not=active

gpu.module @m {
  // CHECK-LABEL: @parameter(
  // CHECK: scf.if
  // CHECK: aikernel.gpu.shuffle
  gpu.func @parameter(%n: i32, %out: memref<?xi32>) kernel {
    %zero = arith.constant 0 : i32
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %c = arith.cmpi eq, %n, %zero : i32
    scf.if %c {
      %w = aikernel.gpu.shuffle xor %v, %n : i32
      memref.store %w, %out[%t] : memref<?xi32>
    }
    gpu.return
  }

  // CHECK-LABEL: @warp_number(
  // CHECK: scf.if
  // CHECK: aikernel.gpu.sync_warp
  gpu.func @warp_number() kernel {
    %zero = arith.constant 0 : index
    %w = gpu.subgroup_id : index
    %c = arith.cmpi eq, %w, %zero : index
    scf.if %c {
      aikernel.gpu.sync_warp
    }
    gpu.return
  }

  // CHECK-LABEL: @vote(
  // CHECK: scf.if
  // CHECK: aikernel.gpu.shuffle
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
