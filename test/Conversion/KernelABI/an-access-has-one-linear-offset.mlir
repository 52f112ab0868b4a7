// Element [i, j, k] of an array of ? x J x 4 is number (i * J + j) * 4 + k. The
// outermost size is in no address.
//
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK-SAME:    %[[A:.*]]: !llvm.ptr<1> {llvm.align = 4 : i64}, %{{.*}}: i64, %[[SIZE:.*]]: i64) kernel
// CHECK-DAG:     %[[FOUR:.*]] = arith.constant 4 : i64
// CHECK-DAG:     %[[I:.*]] = gpu.thread_id x
// CHECK-DAG:     %[[J:.*]] = gpu.thread_id y
// CHECK-DAG:     %[[K:.*]] = gpu.thread_id z
// CHECK:         %[[ROW:.*]] = arith.index_cast %[[I]] : index to i64
// CHECK:         %[[ROWS:.*]] = arith.muli %[[ROW]], %[[SIZE]] overflow<nsw>
// CHECK:         %[[COLUMN:.*]] = arith.index_cast %[[J]] : index to i64
// CHECK:         %[[SUM:.*]] = arith.addi %[[ROWS]], %[[COLUMN]] overflow<nsw>
// CHECK:         %[[COLUMNS:.*]] = arith.muli %[[SUM]], %[[FOUR]] overflow<nsw>
// CHECK:         %[[LAST:.*]] = arith.index_cast %[[K]] : index to i64
// CHECK:         %[[OFFSET:.*]] = arith.addi %[[COLUMNS]], %[[LAST]] overflow<nsw>
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[A]][%[[OFFSET]]] : (!llvm.ptr<1>, i64) -> !llvm.ptr<1>, f32
// CHECK:         %[[X:.*]] = llvm.load %[[AT]] : !llvm.ptr<1> -> f32
// CHECK:         %[[TO:.*]] = llvm.getelementptr %[[A]]
// CHECK:         llvm.store %[[X]], %[[TO]] : f32, !llvm.ptr<1>
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %outer: i64, %inner: i64) kernel {
    %sizeI = arith.index_cast %outer : i64 to index
    %sizeJ = arith.index_cast %inner : i64 to index
    %A = aikernel.mem.view %a[%sizeI, %sizeJ] : !llvm.ptr<1> -> memref<?x?x4xf32>
    %i = gpu.thread_id x
    %j = gpu.thread_id y
    %k = gpu.thread_id z
    %x = memref.load %A[%i, %j, %k] : memref<?x?x4xf32>
    memref.store %x, %A[%j, %j, %j] : memref<?x?x4xf32>
    gpu.return
  }
}
