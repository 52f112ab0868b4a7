// Each side stores what it yields.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.if %{{[^ ]*}} {
// CHECK:           scf.parallel
// CHECK:             %[[W:.*]] = llvm.load %{{.*}} -> f32
// CHECK:             %[[TO:.*]] = llvm.getelementptr %[[SLOT:.*]][%{{.*}}] : {{.*}}, f32
// CHECK-NEXT:        llvm.store %[[W]], %[[TO]]
// CHECK:         } else {
// CHECK:           scf.parallel
// CHECK:             llvm.getelementptr %[[SLOT]][
// CHECK-NEXT:        llvm.store
// CHECK:         scf.parallel
// CHECK:           %[[FROM:.*]] = llvm.getelementptr %[[SLOT]][
// CHECK-NEXT:      %[[R:.*]] = llvm.load %[[FROM]]
// CHECK-NEXT:      "test.after"(%[[R]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %c: i1, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %r = scf.if %c -> f32 {
      gpu.barrier
      %w = llvm.load %at : !llvm.ptr -> f32
      scf.yield %w : f32
    } else {
      scf.yield %v : f32
    }
    "test.after"(%r) : (f32) -> ()
    scf.reduce
  }
  return
}
