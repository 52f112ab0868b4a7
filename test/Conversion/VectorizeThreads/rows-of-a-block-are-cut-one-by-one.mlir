// So that y and z are the same for all lanes and x advances by one.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[WIDTH:.*]]: index, %[[DEPTH:.*]]: index, %[[HEIGHT:.*]]: index,
// CHECK:         scf.for %[[Z:.*]] = %{{.*}} to %[[DEPTH]]
// CHECK:           scf.for %[[Y:.*]] = %{{.*}} to %[[HEIGHT]]
// CHECK:             arith.remui %[[WIDTH]]
// CHECK:             scf.for %[[X:.*]] = %{{.*}} to
// CHECK-NEXT:          "test.use"(%[[Z]], %[[Y]], %[[X]])
func.func @task(%n: index, %depth: index, %height: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%depth, %height, %n)
      step (%one, %one, %one) {
    "test.use"(%z, %y, %x) : (index, index, index) -> ()
    scf.reduce
  }
  return
}
