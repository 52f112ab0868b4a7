// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.while
// CHECK:         ^bb0(%[[IN:.*]]: vector<4xi1>, %[[V:.*]]: vector<4xi64>, %{{.*}}: vector<4xi64>):
// CHECK:           llvm.intr.masked.store %[[V]], %{{.*}}, %[[IN]]
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
      llvm.store %v, %at : i64, !llvm.ptr
      %half = arith.shrui %v, %by : i64
      scf.yield %half : i64
    }
    llvm.store %end, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
