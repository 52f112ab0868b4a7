// One element a lane, but downward.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         arith.constant dense<[0, -4, -8, -12]> : vector<4xi64>
// CHECK:         llvm.intr.masked.gather
// CHECK:         llvm.intr.masked.scatter
func.func @task(%n: index, %a: !llvm.ptr, %last: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %k = arith.subi %last, %i : i64
    %pk = llvm.getelementptr %a[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pk : !llvm.ptr -> f32
    %s = arith.addf %v, %v : f32
    llvm.store %s, %pk : f32, !llvm.ptr
    scf.reduce
  }
  return
}
