// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[FLAG:[^ ]*]]: i1,
// CHECK:         arith.select %[[FLAG]], %{{.*}}, %{{.*}} : vector<4xi64>
func.func @task(%n: index, %a: !llvm.ptr, %flag: i1, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %r = arith.select %flag, %v, %u : i64
    llvm.store %r, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
