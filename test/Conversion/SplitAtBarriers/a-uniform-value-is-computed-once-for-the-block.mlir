// It needs no slot.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[A:[^ ]*]]: !llvm.ptr) {
// CHECK:         %[[U:.*]] = llvm.load %[[A]] : !llvm.ptr -> f32
// CHECK-NEXT:    %[[TWICE:.*]] = arith.addf %[[U]], %[[U]]
// CHECK-NEXT:    scf.parallel
// CHECK-NEXT:      "test.before"(%{{.*}}, %[[TWICE]])
// CHECK:         scf.parallel
// CHECK-NEXT:      "test.after"(%{{.*}}, %[[TWICE]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %u = llvm.load %a : !llvm.ptr -> f32
    %twice = arith.addf %u, %u : f32
    "test.before"(%x, %twice) : (index, f32) -> ()
    gpu.barrier
    "test.after"(%x, %twice) : (index, f32) -> ()
    scf.reduce
  }
  return
}
