// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[COUNT:.*]] = scf.while (%[[K:.*]] = %{{.*}}) : (i64) -> i64 {
// CHECK:           scf.condition(%{{.*}}) %[[K]] : i64
// CHECK:         ^bb0(%[[K:.*]]: i64):
// CHECK:           scf.yield %{{.*}} : i64
// CHECK:         scf.parallel
// CHECK:           %[[R:.*]] = llvm.load %{{.*}} -> f32
// CHECK-NEXT:      "test.after"(%[[COUNT]], %[[R]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: i64, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %from = arith.constant 0 : i64
    %by = arith.constant 1 : i64
    %r:2 = scf.while (%k = %from, %s = %v) : (i64, f32) -> (i64, f32) {
      %go = arith.cmpi slt, %k, %u : i64
      scf.condition(%go) %k, %s : i64, f32
    } do {
    ^bb0(%k: i64, %s: f32):
      gpu.barrier
      %t = arith.addf %s, %s : f32
      %next = arith.addi %k, %by : i64
      scf.yield %next, %t : i64, f32
    }
    "test.after"(%r#0, %r#1) : (i64, f32) -> ()
    scf.reduce
  }
  return
}
