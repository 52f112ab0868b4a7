// When the first loop has ended every thread has reached the barrier.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:      "test.before"(%[[X]])
// CHECK-NEXT:      scf.reduce
// CHECK-NEXT:    }
// CHECK-NEXT:    scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:      "test.after"(%[[X]])
// CHECK-NEXT:      scf.reduce
// CHECK-NEXT:    }
// CHECK-NEXT:    return
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    "test.before"(%x) : (index) -> ()
    gpu.barrier
    "test.after"(%x) : (index) -> ()
    scf.reduce
  }
  return
}
