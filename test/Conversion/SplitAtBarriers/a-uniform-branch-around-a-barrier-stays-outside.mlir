// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.if %{{.*}} {
// CHECK-NEXT:      scf.parallel
// CHECK-NEXT:        "test.before"
// CHECK:           scf.parallel
// CHECK-NEXT:        "test.after"
// CHECK:         } else {
// CHECK-NEXT:      scf.parallel
// CHECK-NEXT:        "test.otherwise"
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %c: i1) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    scf.if %c {
      "test.before"(%x) : (index) -> ()
      gpu.barrier
      "test.after"(%x) : (index) -> ()
    } else {
      "test.otherwise"(%x) : (index) -> ()
    }
    scf.reduce
  }
  return
}
