// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-check-bounds))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @k(
  // CHECK-SAME:    %[[I:[^:,]*]]: i32, %{{[^:,]*}}: i64)
  gpu.func @k(%a: !llvm.ptr<1>, %i: i32) kernel attributes {px.parameters = ["a", "i"]} {
    %view = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    %two = arith.constant 2 : i32
    // What is checked may wrap.
    // CHECK:     arith.muli %[[I]], %{{.*}} : i32
    // CHECK-NOT: overflow
    %twice = arith.muli %i, %two overflow<nsw> : i32
    %index = arith.index_cast %twice : i32 to index
    // CHECK-DAG:   %[[WIDE:.*]] = arith.extsi %[[I]] : i32 to i64
    // CHECK:       %[[EXACT:.*]] = arith.muli %[[WIDE]], %{{.*}} : i64
    // CHECK:       %[[HALF:.*]] = arith.constant 2147483648 : i64
    // CHECK:       %[[SHIFTED:.*]] = arith.addi %[[EXACT]], %[[HALF]] : i64
    // CHECK:       %[[END:.*]] = arith.constant 4294967296 : i64
    // CHECK:       %[[FITS:.*]] = arith.cmpi ult, %[[SHIFTED]], %[[END]] : i64
    // CHECK:       arith.andi %[[FITS]],
    // CHECK:       scf.if
    // CHECK:         arith.select %[[FITS]], %{{.*}}, %[[EXACT]] : i64
    // CHECK:         aikernel.gpu.fault "a"
    memref.store %i, %view[%index] : memref<?xi32>
    gpu.return
  }
}
