// Its variable starts at one number for all lanes, so it stays scalar.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[COUNT:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:         %[[END:.*]]:3 = scf.while (%[[IN:.*]] = %{{.*}}, %[[K:.*]] = %c0_i64, %[[S:.*]] = %[[COUNT]])
// CHECK:           %[[KS:.*]] = vector.broadcast %[[K]]
// CHECK:           %[[MORE:.*]] = arith.cmpi slt, %[[KS]], %[[COUNT]]
// CHECK:           %[[STAY:.*]] = arith.andi %[[IN]], %[[MORE]]
// CHECK:           scf.condition(%{{.*}}) %[[STAY]], %[[K]], %[[S]]
// CHECK:         ^bb0(%[[IN:.*]]: vector<4xi1>, %[[K:.*]]: i64, %[[S:.*]]: vector<4xi64>):
// CHECK:           %[[T:.*]] = arith.muli %[[S]], %{{.*}}
// CHECK:           %[[NEXT:.*]] = arith.addi %[[K]], %c1_i64 : i64
// CHECK:           %[[FROZEN:.*]] = arith.select %[[IN]], %[[T]], %[[S]]
// CHECK:           scf.yield %[[IN]], %[[NEXT]], %[[FROZEN]]
// CHECK:         llvm.store %[[END]]#2
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
    %sum = scf.for %k = %from to %count step %by iter_args(%s = %count) -> i64 : i64 {
      %t = arith.muli %s, %k : i64
      scf.yield %t : i64
    }
    llvm.store %sum, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
