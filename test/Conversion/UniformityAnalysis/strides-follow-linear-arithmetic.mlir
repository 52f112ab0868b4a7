// Thread number times 4, plus a uniform value, shifted, less three thread
// numbers: 1 + 4 * 2 - 3 = 6 elements of 4 bytes from lane to lane.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[K:.*]] = arith.subi %{{.*}}, %{{.*}} : i64
// CHECK:         llvm.getelementptr %{{.*}}[%[[K]]] : (!llvm.ptr, i64) -> !llvm.ptr, i32
// CHECK:         arith.constant dense<[0, 24, 48, 72]> : vector<4xi64>
func.func @task(%n: index, %a: !llvm.ptr, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %one64 = arith.constant 1 : i64
    %three = arith.constant 3 : i64
    %four = arith.constant 4 : i64
    %p = arith.muli %four, %i : i64
    %q = arith.addi %p, %u : i64
    %r = arith.shli %q, %one64 : i64
    %s = arith.addi %i, %r : i64
    %t = arith.muli %i, %three : i64
    %k = arith.subi %s, %t : i64
    %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, i32
    %v = llvm.load %pk : !llvm.ptr -> i32
    scf.reduce
  }
  return
}
