// Lanes inside agree on it. Those that have left keep what they left with in a
// vector beside it.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %{{.*}}: !llvm.ptr, %{{.*}}: i64, %[[STEP:.*]]: i64)
// CHECK:         %[[END:.*]]:5 = scf.while (%[[IN:.*]] = %{{.*}}, %{{.*}} = %{{.*}}, %[[K:.*]] = %[[STEP]], %{{.*}} = %{{.*}}, %[[KEPT:.*]] = %{{.*}}) :
// CHECK:           %[[KS:.*]] = vector.broadcast %[[K]] : i64 to vector<4xi64>
// CHECK:           %[[KEEP:.*]] = arith.select %[[IN]], %[[KS]], %[[KEPT]]
// CHECK:           scf.condition(%{{.*}}) %{{.*}}, %{{.*}}, %[[K]], %{{.*}}, %[[KEEP]]
// CHECK:         ^bb0(%{{.*}}: vector<4xi1>, %{{.*}}: vector<4xi64>, %[[K:.*]]: i64,
// CHECK:           %[[NEXT:.*]] = arith.addi %[[K]], %[[STEP]] : i64
// CHECK:           scf.yield %{{.*}}, %{{.*}}, %[[NEXT]],
// CHECK:         llvm.store %[[END]]#4
func.func @task(%n: index, %a: !llvm.ptr, %limit: i64, %step: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %start = llvm.load %at : !llvm.ptr -> i64
    %end:2 = scf.while (%v = %start, %k = %step) : (i64, i64) -> (i64, i64) {
      %more = arith.cmpi sgt, %v, %limit : i64
      scf.condition(%more) %v, %k : i64, i64
    } do {
    ^bb0(%v: i64, %k: i64):
      %less = arith.subi %v, %k : i64
      %next = arith.addi %k, %step : i64
      scf.yield %less, %next : i64, i64
    }
    llvm.store %end#1, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
