// Each side for its own lanes. Lanes that take the other side touch no memory.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for %{{.*}} step %c4
// CHECK:           %[[C:.*]] = llvm.load %{{.*}} -> vector<4xi1>
// CHECK:         } else {
// CHECK:           %[[BITS:.*]] = llvm.bitcast %[[C]] : vector<4xi1> to i4
// CHECK:           %[[ANY:.*]] = arith.cmpi ne, %[[BITS]], %c0_i4
// CHECK-NEXT:      scf.if %[[ANY]] {
// CHECK:             llvm.intr.masked.store %{{.*}}, %{{.*}}, %[[C]]
// CHECK:           }
// CHECK:           %[[NOT_C:.*]] = arith.xori %[[C]], %{{.*}} : vector<4xi1>
// CHECK:           %[[BITS:.*]] = llvm.bitcast %[[NOT_C]] : vector<4xi1> to i4
// CHECK:           %[[ANY:.*]] = arith.cmpi ne, %[[BITS]], %c0_i4
// CHECK-NEXT:      scf.if %[[ANY]] {
// CHECK:             llvm.intr.masked.store %{{.*}}, %{{.*}}, %[[NOT_C]]
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %pa = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %pb = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %c = llvm.load %pb : !llvm.ptr -> i1
    %p = arith.constant 1.0 : f32
    %q = arith.constant 2.0 : f32
    scf.if %c {
      llvm.store %p, %pa : f32, !llvm.ptr
    } else {
      llvm.store %q, %pa : f32, !llvm.ptr
    }
    scf.reduce
  }
  return
}
