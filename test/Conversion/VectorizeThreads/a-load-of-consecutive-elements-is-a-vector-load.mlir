// Aligned to one element: nobody promises more.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[A:.*]]: !llvm.ptr, %[[B:.*]]: !llvm.ptr)
// CHECK:         scf.for %[[X:.*]] = %{{.*}} step %c4
// CHECK:           %[[I:.*]] = arith.index_cast %[[X]]
// CHECK:           %[[FROM:.*]] = llvm.getelementptr %[[A]][%[[I]]] : (!llvm.ptr, i64) -> !llvm.ptr, f32
// CHECK:           %[[V:.*]] = llvm.load %[[FROM]] {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
// CHECK:           %[[TO:.*]] = llvm.getelementptr %[[B]][%[[I]]]
// CHECK:           llvm.store %[[V]], %[[TO]] {alignment = 4 : i64} : vector<4xf32>, !llvm.ptr
//   The rest of the threads:
// CHECK:         scf.if
// CHECK:           %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<4xindex>
// CHECK:           %[[V:.*]] = llvm.intr.masked.load %{{.*}}, %[[MASK]], %{{.*}} {alignment = 4 : i32}
// CHECK:           llvm.intr.masked.store %[[V]], %{{.*}}, %[[MASK]] {alignment = 4 : i32}
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %pa = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pa : !llvm.ptr -> f32
    %pb = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %v, %pb : f32, !llvm.ptr
    scf.reduce
  }
  return
}
