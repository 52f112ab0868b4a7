// Strides that cancel leave a value that all threads share.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} : !llvm.ptr -> f32
// CHECK:         "test.use"(%[[V]]) : (f32)
func.func @task(%n: index, %a: !llvm.ptr, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %k = arith.addi %i, %u : i64
    %same = arith.subi %k, %i : i64
    %pk = llvm.getelementptr %a[%same] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pk : !llvm.ptr -> f32
    "test.use"(%v) : (f32) -> ()
    scf.reduce
  }
  return
}
