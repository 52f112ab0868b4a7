// When both sides have the same one.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.if %{{.*}} -> (i64) {
// CHECK:         llvm.load %{{.*}} {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
func.func @task(%n: index, %a: !llvm.ptr, %c: i1, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %k = scf.if %c -> i64 {
      %next = arith.addi %i, %u : i64
      scf.yield %next : i64
    } else {
      scf.yield %i : i64
    }
    %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pk : !llvm.ptr -> f32
    scf.reduce
  }
  return
}
