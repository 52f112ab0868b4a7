// Lanes never come back: the mask only shrinks. A lane that has left keeps the
// result it left with.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[START:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:         %[[ALL:.*]] = arith.constant dense<true> : vector<4xi1>
// CHECK:         %[[NONE:.*]] = arith.constant dense<0> : vector<4xi64>
// CHECK:         %[[END:.*]]:3 = scf.while (%[[IN:.*]] = %[[ALL]], %[[V:.*]] = %[[START]], %[[RESULT:.*]] = %[[NONE]])
// CHECK:           %[[MORE:.*]] = arith.cmpi sgt, %[[V]], %{{.*}} : vector<4xi64>
// CHECK:           %[[STAY:.*]] = arith.andi %[[IN]], %[[MORE]] : vector<4xi1>
// CHECK:           %[[KEPT:.*]] = arith.select %[[IN]], %[[V]], %[[RESULT]]
// CHECK:           %[[BITS:.*]] = llvm.bitcast %[[STAY]] : vector<4xi1> to i4
// CHECK:           %[[ANY:.*]] = arith.cmpi ne, %[[BITS]]
// CHECK:           scf.condition(%[[ANY]]) %[[STAY]], %[[V]], %[[KEPT]]
// CHECK:         ^bb0(%[[IN:.*]]: vector<4xi1>, %[[V:.*]]: vector<4xi64>, %[[RESULT:.*]]: vector<4xi64>):
// CHECK:           %[[HALF:.*]] = arith.shrui %[[V]]
// CHECK:           scf.yield %[[IN]], %[[HALF]], %[[RESULT]]
// CHECK:         llvm.store %[[END]]#2
//   The rest of the threads begin with their own mask.
// CHECK:         %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<4xindex>
// CHECK:         scf.while (%{{.*}} = %[[MASK]],
func.func @task(%n: index, %a: !llvm.ptr, %limit: i64, %by: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %start = llvm.load %at : !llvm.ptr -> i64
    %end = scf.while (%v = %start) : (i64) -> i64 {
      %more = arith.cmpi sgt, %v, %limit : i64
      scf.condition(%more) %v : i64
    } do {
    ^bb0(%v: i64):
      %half = arith.shrui %v, %by : i64
      scf.yield %half : i64
    }
    llvm.store %end, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
