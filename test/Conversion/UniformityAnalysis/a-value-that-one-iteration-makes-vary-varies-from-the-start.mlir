// What a loop carries is what its worst iteration makes it.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for {{.*}} iter_args(%[[K:.*]] = %{{.*}}) -> (vector<4xi64>) {
// CHECK:           "test.use"(%[[K]]) : (vector<4xi64>)
func.func @task(%n: index, %a: !llvm.ptr, %count: index, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %end = scf.for %j = %zero to %count step %one iter_args(%k = %u) -> i64 {
      "test.use"(%k) : (i64) -> ()
      %next = arith.addi %k, %v : i64
      scf.yield %next : i64
    }
    scf.reduce
  }
  return
}
