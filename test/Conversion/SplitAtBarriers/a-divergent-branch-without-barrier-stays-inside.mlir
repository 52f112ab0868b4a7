// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel
// CHECK:         scf.parallel (%{{.*}}, %{{.*}}, %[[X:.*]]) =
// CHECK-NEXT:      %[[IS:.*]] = arith.cmpi slt, %[[X]]
// CHECK-NEXT:      scf.if %[[IS]]
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %c: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    "test.before"(%x) : (index) -> ()
    gpu.barrier
    %is = arith.cmpi slt, %x, %c : index
    scf.if %is {
      "test.after"(%x) : (index) -> ()
    }
    scf.reduce
  }
  return
}
