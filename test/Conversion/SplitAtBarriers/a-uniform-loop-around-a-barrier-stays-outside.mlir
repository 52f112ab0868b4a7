// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for %[[K:.*]] = %{{.*}} {
// CHECK-NEXT:      scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:        "test.before"(%[[X]], %[[K]])
// CHECK:           }
// CHECK-NEXT:      scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:        "test.after"(%[[X]])
// CHECK:           }
// CHECK-NEXT:    }
// CHECK-NEXT:    return
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %count: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    scf.for %k = %zero to %count step %one {
      "test.before"(%x, %k) : (index, index) -> ()
      gpu.barrier
      "test.after"(%x) : (index) -> ()
    }
    scf.reduce
  }
  return
}
