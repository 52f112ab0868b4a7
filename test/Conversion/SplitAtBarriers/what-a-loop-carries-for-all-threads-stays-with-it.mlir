// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-NOT:     scratch_bytes
// CHECK:         %[[LAST:.*]] = scf.for {{.*}} iter_args(%[[S:.*]] = %{{.*}}) -> (f32) {
// CHECK:           "test.inside"(%{{.*}}, %[[S]])
// CHECK:           %[[T:.*]] = arith.addf %[[S]], %[[S]]
// CHECK-NEXT:      scf.yield %[[T]]
// CHECK:         scf.parallel
// CHECK-NEXT:      "test.after"(%[[LAST]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %count: index, %u: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %last = scf.for %k = %zero to %count step %one iter_args(%s = %u) -> f32 {
      "test.inside"(%x, %s) : (index, f32) -> ()
      gpu.barrier
      %t = arith.addf %s, %s : f32
      scf.yield %t : f32
    }
    "test.after"(%last) : (f32) -> ()
    scf.reduce
  }
  return
}
