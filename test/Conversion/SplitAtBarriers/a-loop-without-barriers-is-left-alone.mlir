// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-NOT:     llvm.getelementptr
// CHECK:         scf.parallel
// CHECK-NEXT:      "test.before"
// CHECK-NEXT:      "test.after"
// CHECK-NOT:     scf.parallel
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    "test.before"(%x) : (index) -> ()
    "test.after"(%x) : (index) -> ()
    scf.reduce
  }
  return
}
