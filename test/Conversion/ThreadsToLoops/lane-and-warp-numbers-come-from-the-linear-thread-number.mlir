// A warp is 32 threads that follow each other x fastest, then y, then z.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-threads-to-loops | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[HEIGHT:.*]]: index, %[[WIDTH:.*]]: index)
// CHECK:         scf.for %[[Z:[^ ]*]] =
// CHECK:           scf.for %[[Y:[^ ]*]] =
// CHECK:             scf.for %[[X:[^ ]*]] =
// CHECK:               %[[A:.*]] = arith.muli %[[Z]], %[[HEIGHT]]
// CHECK:               %[[ROW:.*]] = arith.addi %[[A]], %[[Y]]
// CHECK:               %[[B:.*]] = arith.muli %[[ROW]], %[[WIDTH]]
// CHECK:               %[[LINEAR:.*]] = arith.addi %[[B]], %[[X]]
// CHECK-DAG:           %[[LANE:.*]] = arith.remui %[[LINEAR]], %c32
// CHECK-DAG:           %[[WARP:.*]] = arith.divui %[[LINEAR]], %c32
// CHECK:               "test.use"(%[[LANE]], %[[WARP]])
func.func @task(%depth: index, %height: index, %width: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%depth, %height, %width)
      step (%one, %one, %one) {
    %lane = gpu.lane_id
    %warp = gpu.subgroup_id : index
    "test.use"(%lane, %warp) : (index, index) -> ()
    scf.reduce
  }
  return
}
