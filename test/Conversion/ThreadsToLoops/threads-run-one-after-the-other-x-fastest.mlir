// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-threads-to-loops | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[DEPTH:.*]]: index, %[[HEIGHT:.*]]: index, %[[WIDTH:.*]]: index)
// CHECK:         scf.for %[[Z:.*]] = %{{.*}} to %[[DEPTH]]
// CHECK-NEXT:      scf.for %[[Y:.*]] = %{{.*}} to %[[HEIGHT]]
// CHECK-NEXT:        scf.for %[[X:.*]] = %{{.*}} to %[[WIDTH]]
// CHECK-NEXT:          "test.use"(%[[Z]], %[[Y]], %[[X]])
func.func @task(%depth: index, %height: index, %width: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%depth, %height, %width)
      step (%one, %one, %one) {
    "test.use"(%z, %y, %x) : (index, index, index) -> ()
    scf.reduce
  }
  return
}
