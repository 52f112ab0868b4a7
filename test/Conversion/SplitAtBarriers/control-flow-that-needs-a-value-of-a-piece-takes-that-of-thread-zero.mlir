// It is the same for all threads, but only known when the piece has run.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel
// CHECK:           "test.before"
// CHECK:           llvm.load %{{.*}} -> i1
// CHECK:           llvm.getelementptr %[[SLOT:.*]][%{{.*}}] : {{.*}}, i8
// CHECK-NEXT:      llvm.store
// CHECK:         }
// CHECK:         %[[ZERO:.*]] = arith.constant 0 : i64
// CHECK:         %[[FROM:.*]] = llvm.getelementptr %[[SLOT]][%[[ZERO]]]
// CHECK:         %[[BYTE:.*]] = llvm.load %[[FROM]] : !llvm.ptr -> i8
// CHECK:         %[[C:.*]] = arith.cmpi ne, %[[BYTE]]
// CHECK-NEXT:    scf.if %[[C]] {
// CHECK-NEXT:      scf.parallel
// CHECK-NEXT:        "test.inside"
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    "test.before"(%x) : (index) -> ()
    %c = llvm.load %a : !llvm.ptr -> i1
    scf.if %c {
      "test.inside"(%x) : (index) -> ()
      gpu.barrier
    }
    scf.reduce
  }
  return
}
