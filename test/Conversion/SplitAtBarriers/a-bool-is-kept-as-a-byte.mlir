// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> i1
// CHECK:         %[[BYTE:.*]] = arith.extui %[[V]] : i1 to i8
// CHECK:         llvm.store %[[BYTE]], %{{.*}} : i8, !llvm.ptr
// CHECK:         %[[BYTE:.*]] = llvm.load %{{.*}} -> i8
// CHECK:         %[[V:.*]] = arith.cmpi ne, %[[BYTE]], %c0_i8
// CHECK:         "test.after"(%[[V]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %v = llvm.load %at : !llvm.ptr -> i1
    gpu.barrier
    "test.after"(%v) : (i1) -> ()
    scf.reduce
  }
  return
}
