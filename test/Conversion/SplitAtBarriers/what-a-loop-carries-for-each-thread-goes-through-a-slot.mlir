// The loop is one for the block and cannot carry it. It is stored where it
// would have been passed on and loaded where it would have arrived.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel
// CHECK:           %[[V:.*]] = llvm.load %{{.*}} -> f32
// CHECK:           %[[TO:.*]] = llvm.getelementptr %[[SLOT:.*]][%{{.*}}] : {{.*}}, f32
// CHECK-NEXT:      llvm.store %[[V]], %[[TO]]
// CHECK:         scf.for %{{[^ ]*}} = %{{[^ ]*}} to %{{[^ ]*}} step %{{[^ ]*}} {
// CHECK:           "test.inside"(%[[T:.*]]) :
// CHECK:           %[[TO:.*]] = llvm.getelementptr %[[SLOT]][
// CHECK-NEXT:      llvm.store %[[T]], %[[TO]]
// CHECK:         scf.parallel
// CHECK:           %[[FROM:.*]] = llvm.getelementptr %[[SLOT]][
// CHECK-NEXT:      %[[LAST:.*]] = llvm.load %[[FROM]]
// CHECK-NEXT:      "test.after"(%[[LAST]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %count: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %last = scf.for %k = %zero to %count step %one iter_args(%s = %v) -> f32 {
      gpu.barrier
      %t = arith.addf %s, %s : f32
      "test.inside"(%t) : (f32) -> ()
      scf.yield %t : f32
    }
    "test.after"(%last) : (f32) -> ()
    scf.reduce
  }
  return
}
