// More than eight operations go through a slot.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    aikernel.scratch_bytes_per_thread = 8 : i64
// CHECK:         scf.parallel
// CHECK:           llvm.store %{{.*}} : i64, !llvm.ptr
// CHECK:         scf.parallel
// CHECK:           %[[LAST:.*]] = llvm.load %{{.*}} -> i64
// CHECK-NEXT:      "test.after"(%[[LAST]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %1 = arith.muli %i, %u : i64
    %2 = arith.muli %1, %u : i64
    %3 = arith.muli %2, %u : i64
    %4 = arith.muli %3, %u : i64
    %5 = arith.muli %4, %u : i64
    %6 = arith.muli %5, %u : i64
    %7 = arith.muli %6, %u : i64
    %8 = arith.muli %7, %u : i64
    gpu.barrier
    "test.after"(%8) : (i64) -> ()
    scf.reduce
  }
  return
}
