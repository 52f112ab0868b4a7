// Pure arithmetic on the thread's number costs less than a store and a load.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[U:[^ ]*]]: i64) {
// CHECK:         "test.before"
// CHECK:         scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:      %[[I:.*]] = arith.index_cast %[[X]]
// CHECK-NEXT:      %[[K:.*]] = arith.muli %[[I]], %[[U]]
// CHECK-NEXT:      "test.after"(%[[K]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %k = arith.muli %i, %u : i64
    "test.before"(%k) : (i64) -> ()
    gpu.barrier
    "test.after"(%k) : (i64) -> ()
    scf.reduce
  }
  return
}
