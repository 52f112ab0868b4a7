// Their sum would depend on how many lanes a vector has.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-NOT:     vector.reduction
// CHECK:         scf.for {{.*}} iter_args
// CHECK:           llvm.atomicrmw fadd
func.func @task(%n: index, %a: !llvm.ptr, %total: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %0 = llvm.atomicrmw fadd %total, %v monotonic : !llvm.ptr, f32
    scf.reduce
  }
  return
}
