// It goes back to 0 between two threads.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         arith.remui %{{.*}} : vector<4xi64>
// CHECK:         llvm.intr.masked.gather
func.func @task(%n: index, %a: !llvm.ptr, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %k = arith.remui %i, %u : i64
    %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pk : !llvm.ptr -> f32
    scf.reduce
  }
  return
}
