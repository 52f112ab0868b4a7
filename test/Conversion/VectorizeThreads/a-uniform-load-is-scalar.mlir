// So is arithmetic on what it gives.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[A:.*]]: !llvm.ptr, %[[B:.*]]: !llvm.ptr)
// CHECK:         scf.for %{{.*}} step %c4
// CHECK-NEXT:      %[[U:.*]] = llvm.load %[[A]] : !llvm.ptr -> f32
// CHECK-NEXT:      %[[TWICE:.*]] = arith.addf %[[U]], %[[U]] : f32
// CHECK-NEXT:      llvm.store %[[TWICE]], %[[B]] : f32, !llvm.ptr
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %u = llvm.load %a : !llvm.ptr -> f32
    %twice = arith.addf %u, %u : f32
    llvm.store %twice, %b : f32, !llvm.ptr
    scf.reduce
  }
  return
}
