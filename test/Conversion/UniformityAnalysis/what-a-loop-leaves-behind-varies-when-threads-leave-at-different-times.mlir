// Inside the counter is the same for all that are still there.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         "test.inside"(%{{.*}}, %{{.*}}) : (i64, i64)
// CHECK:         "test.after"(%{{.*}}) : (vector<4xi64>)
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %count = llvm.load %at : !llvm.ptr -> i64
    %from = arith.constant 0 : i64
    %by = arith.constant 1 : i64
    %last = scf.for %j = %from to %count step %by iter_args(%k = %from) -> i64 : i64 {
      "test.inside"(%j, %k) : (i64, i64) -> ()
      %next = arith.addi %k, %by : i64
      scf.yield %next : i64
    }
    "test.after"(%last) : (i64) -> ()
    scf.reduce
  }
  return
}
