// The distances between lanes are constants, in bytes.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for %[[X:.*]] = %{{.*}} step %c4
// CHECK:           %[[K:.*]] = arith.muli %{{.*}}, %c3_i64 : i64
// CHECK:           %[[FIRST:.*]] = llvm.getelementptr %{{.*}}[%[[K]]] : (!llvm.ptr, i64) -> !llvm.ptr, f32
// CHECK:           %[[BYTES:.*]] = arith.constant dense<[0, 12, 24, 36]> : vector<4xi64>
// CHECK:           %[[AT:.*]] = llvm.getelementptr %[[FIRST]][%[[BYTES]]] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i8
// CHECK:           llvm.intr.masked.gather %[[AT]]
// CHECK:           llvm.intr.masked.scatter
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %three = arith.constant 3 : i64
    %k = arith.muli %i, %three : i64
    %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pk : !llvm.ptr -> f32
    %s = arith.addf %v, %v : f32
    llvm.store %s, %pk : f32, !llvm.ptr
    scf.reduce
  }
  return
}
