// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-check-bounds))' | FileCheck %s

gpu.module @px {
  // The length of the buffer follows the parameters of px.
  // CHECK-LABEL: gpu.func @k(
  // CHECK-SAME:    %[[A:.*]]: !llvm.ptr<1>, %[[N:.*]]: i32, %[[I:.*]]: i32, %[[J:.*]]: i32, %[[LENGTH:.*]]: i64)
  gpu.func @k(%a: !llvm.ptr<1>, %n: i32, %i: i32, %j: i32) kernel
      attributes {px.parameters = ["a", "n", "i", "j"]} {
    %rows = arith.index_cast %n : i32 to index
    %view = aikernel.mem.view %a[%rows] : !llvm.ptr<1> -> memref<?x8xf32>
    %row = arith.index_cast %i : i32 to index
    %column = arith.index_cast %j : i32 to index
    // CHECK-DAG:   %[[ROWS:.*]] = arith.extsi %[[N]] : i32 to i64
    // CHECK-DAG:   %[[ROW:.*]] = arith.extsi %[[I]] : i32 to i64
    // CHECK:       arith.cmpi sge, %[[ROW]], %{{.*}} : i64
    // CHECK:       arith.cmpi slt, %[[ROW]], %[[ROWS]] : i64
    // CHECK:       %[[COLUMNS:.*]] = arith.constant 8 : i64
    // CHECK:       %[[COLUMN:.*]] = arith.extsi %[[J]] : i32 to i64
    // CHECK:       arith.cmpi sge, %[[COLUMN]], %{{.*}} : i64
    // CHECK:       arith.cmpi slt, %[[COLUMN]], %[[COLUMNS]] : i64
    // CHECK:       %[[BEFORE:.*]] = arith.muli %[[ROW]], %[[COLUMNS]] : i64
    // CHECK:       %[[POSITION:.*]] = arith.addi %[[BEFORE]], %[[COLUMN]] : i64
    // CHECK:       arith.cmpi slt, %[[POSITION]], %[[LENGTH]] : i64
    // CHECK:       %[[LOADED:.*]] = scf.if
    // CHECK-NEXT:    %[[INSIDE:.*]] = memref.load
    // CHECK-NEXT:    scf.yield %[[INSIDE]]
    // CHECK-NEXT:  } else {
    // CHECK:         aikernel.gpu.fault "a"[%{{.*}}] of %{{.*}} at <{{.*}}> block %{{.*}} thread
    // CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
    // CHECK-NEXT:    scf.yield %[[ZERO]]
    %x = memref.load %view[%row, %column] : memref<?x8xf32>
    memref.store %x, %view[%row, %column] : memref<?x8xf32>
    gpu.return
  }
}
