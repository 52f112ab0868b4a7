// Element i of all threads lies together: i * threads + thread.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[K:[^ ]*]]: i64) attributes {aikernel.scratch_bytes_per_thread = 16 : i64}
// CHECK:         %[[THREADS:.*]] = arith.andi %{{.*}}, %c-64
// CHECK-NOT:     llvm.alloca
// CHECK:         scf.parallel
// CHECK:           %[[ROW:.*]] = arith.muli %[[K]], %[[THREADS]]
// CHECK-NEXT:      %[[ELEMENT:.*]] = arith.addi %[[ROW]], %{{.*}}
// CHECK-NEXT:      %[[TO:.*]] = llvm.getelementptr %[[SLOT:.*]][%[[ELEMENT]]] : {{.*}}, f32
// CHECK-NEXT:      llvm.store %{{.*}}, %[[TO]]
// CHECK:         scf.parallel
// CHECK:           %[[TWO:.*]] = arith.constant 2 : i64
// CHECK:           %[[ROW:.*]] = arith.muli %[[TWO]], %[[THREADS]]
// CHECK:           llvm.getelementptr %[[SLOT]][
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: f32, %k: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %count = arith.constant 1 : i32
    %own = llvm.alloca %count x !llvm.array<4 x f32> : (i32) -> !llvm.ptr
    %to = llvm.getelementptr %own[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %u, %to : f32, !llvm.ptr
    gpu.barrier
    %from = llvm.getelementptr %own[2] : (!llvm.ptr) -> !llvm.ptr, f32
    %v = llvm.load %from : !llvm.ptr -> f32
    "test.after"(%v) : (f32) -> ()
    scf.reduce
  }
  return
}
