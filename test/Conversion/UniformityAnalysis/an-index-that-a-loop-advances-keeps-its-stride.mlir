// Each iteration moves it by the same distance for every thread.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for {{.*}} iter_args(%[[K:.*]] = %{{.*}}) -> (i64) {
// CHECK:           llvm.load %{{.*}} {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
func.func @task(%n: index, %a: !llvm.ptr, %count: index, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %end = scf.for %j = %zero to %count step %one iter_args(%k = %i) -> i64 {
      %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %v = llvm.load %pk : !llvm.ptr -> f32
      "test.use"(%v) : (f32) -> ()
      %next = arith.addi %k, %u : i64
      scf.yield %next : i64
    }
    scf.reduce
  }
  return
}
