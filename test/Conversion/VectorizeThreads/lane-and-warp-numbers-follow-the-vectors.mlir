// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for %[[FIRST:.*]] = %{{.*}} step %c32
// CHECK:           %[[WARP:.*]] = arith.divui %[[FIRST]], %c32
// CHECK:           %[[ZERO:.*]] = arith.constant 0 : index
// CHECK:           "test.use"(%[[ZERO]], %[[WARP]]) : (index, index)
func.func @task(%n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %lane = gpu.lane_id
    %warp = gpu.subgroup_id : index
    "test.use"(%lane, %warp) : (index, index) -> ()
    scf.reduce
  }
  return
}
