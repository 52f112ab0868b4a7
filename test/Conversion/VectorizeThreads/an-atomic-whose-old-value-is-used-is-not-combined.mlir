// Every thread gets a value of its own, even at one address.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-NOT:     vector.reduction
// CHECK:         %[[ALL:.*]] = scf.for {{.*}} iter_args(%[[OLDS:.*]] = %{{.*}}) -> (vector<4xi64>)
// CHECK:           %[[OLD:.*]] = llvm.atomicrmw add
// CHECK:           %[[MORE:.*]] = vector.insert %[[OLD]], %[[OLDS]]
// CHECK:           scf.yield %[[MORE]]
// CHECK:         llvm.store %[[ALL]]
func.func @task(%n: index, %a: !llvm.ptr, %counter: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %old = llvm.atomicrmw add %counter, %v monotonic : !llvm.ptr, i64
    llvm.store %old, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
