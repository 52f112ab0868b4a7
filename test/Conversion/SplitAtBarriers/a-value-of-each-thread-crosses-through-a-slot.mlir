// Threads next to each other have elements next to each other.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[N:[^ ]*]]: index, %{{.*}}: !llvm.ptr) attributes {aikernel.scratch_bytes_per_thread = 4 : i64}
// CHECK:         scf.parallel (%[[Z:.*]], %[[Y:.*]], %[[X:.*]]) = {{.*}} to (%[[DEPTH:.*]], %[[HEIGHT:.*]], %[[N]])
// CHECK:           %[[V:.*]] = llvm.load
// CHECK:           %[[A:.*]] = arith.muli %[[Z]], %[[HEIGHT]]
// CHECK:           %[[ROW:.*]] = arith.addi %[[A]], %[[Y]]
// CHECK:           %[[B:.*]] = arith.muli %[[ROW]], %[[N]]
// CHECK:           %[[NUMBER:.*]] = arith.addi %[[B]], %[[X]]
// CHECK:           %[[INDEX:.*]] = arith.index_cast %[[NUMBER]]
// CHECK:           %[[TO:.*]] = llvm.getelementptr %[[SLOT:.*]][%[[INDEX]]] : {{.*}}, f32
// CHECK:           llvm.store %[[V]], %[[TO]]
// CHECK:         scf.parallel
// CHECK-NOT:       llvm.getelementptr %{{.*}}: (!llvm.ptr, i64) -> !llvm.ptr, i64
// CHECK:           %[[FROM:.*]] = llvm.getelementptr %[[SLOT]][
// CHECK:           %[[V:.*]] = llvm.load %[[FROM]] : !llvm.ptr -> f32
// CHECK-NEXT:      "test.after"(%[[V]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    gpu.barrier
    "test.after"(%v) : (f32) -> ()
    scf.reduce
  }
  return
}
