// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for %{{.*}} step %c4
// CHECK:           %[[C:.*]] = llvm.load %{{.*}} -> vector<4xi1>
// CHECK:           %[[D:.*]] = llvm.intr.masked.load %{{.*}}, %[[C]], %{{.*}} -> vector<4xi1>
// CHECK:           %[[BOTH:.*]] = arith.andi %[[C]], %[[D]] : vector<4xi1>
// CHECK:           llvm.intr.masked.store %{{.*}}, %{{.*}}, %[[BOTH]]
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %pa = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %pb = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %c = llvm.load %pb : !llvm.ptr -> i1
    %v = arith.constant 1.0 : f32
    scf.if %c {
      %d = llvm.load %pb : !llvm.ptr -> i1
      scf.if %d {
        llvm.store %v, %pa : f32, !llvm.ptr
      }
    }
    scf.reduce
  }
  return
}
