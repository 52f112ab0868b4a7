// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives),canonicalize))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: @both_sides(
  // CHECK: %[[C:.*]] = arith.cmpi slt
  // CHECK: %[[OTHER:.*]] = arith.cmpi sge
  // CHECK: %[[S:.*]] = aikernel.gpu.shuffle  up %[[V:.*]], %{{.*}} active %[[C]] : i32
  // CHECK: %[[R:.*]] = aikernel.gpu.reduce  warp  sum %[[V]] active %[[OTHER]] : i32
  // CHECK: %[[RESULT:.*]] = arith.select %[[C]], %[[S]], %[[R]] : i32
  // CHECK: memref.store %[[RESULT]]
  gpu.func @both_sides(%n: i32, %out: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %c = arith.cmpi slt, %v, %n : i32
    %r = scf.if %c -> i32 {
      %w = aikernel.gpu.shuffle up %v, %n : i32
      scf.yield %w : i32
    } else {
      %w = aikernel.gpu.reduce warp sum %v : i32
      scf.yield %w : i32
    }
    memref.store %r, %out[%t] : memref<?xi32>
    gpu.return
  }

  // The mask of an inner branch is a selection: its condition is poison outside.
  // CHECK-LABEL: @nested(
  // CHECK: %[[OUTER:.*]] = arith.cmpi slt
  // CHECK: %[[INNER:.*]] = arith.cmpi eq
  // CHECK: %[[BOTH:.*]] = arith.select %[[OUTER]], %[[INNER]], %false : i1
  // CHECK: aikernel.gpu.ballot %{{.*}} active %[[BOTH]]
  gpu.func @nested(%n: i32, %out: memref<?xi64>) kernel {
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %outer = arith.cmpi slt, %v, %n : i32
    scf.if %outer {
      %w = arith.muli %v, %v : i32
      %inner = arith.cmpi eq, %w, %n : i32
      scf.if %inner {
        %bits = aikernel.gpu.ballot %outer
        memref.store %bits, %out[%t] : memref<?xi64>
      }
    }
    gpu.return
  }
}
