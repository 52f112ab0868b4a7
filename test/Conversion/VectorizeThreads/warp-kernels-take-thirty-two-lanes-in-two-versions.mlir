// A vector is a warp, however wide registers are. A block of one row has
// consecutive threads in it; of other blocks the ids are computed lane by
// lane, x fastest.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[WIDTH:.*]]: index, %[[DEPTH:.*]]: index, %[[HEIGHT:.*]]: index,
// CHECK:         %[[ROWS:.*]] = arith.muli %[[DEPTH]], %[[HEIGHT]]
// CHECK:         %[[COUNT:.*]] = arith.muli %[[ROWS]], %[[WIDTH]]
// CHECK:         %[[IS_ONE_ROW:.*]] = arith.cmpi eq, %[[ROWS]], %c1
// CHECK:         scf.if %[[IS_ONE_ROW]] {
// CHECK:           scf.for %[[X:.*]] = %{{.*}} to %{{.*}} step %c32
// CHECK:             "test.use"(%{{.*}}, %{{.*}}, %[[X]]) : (index, index, index)
// CHECK:         } else {
// CHECK:           scf.for %[[FIRST:.*]] = %{{.*}} to %{{.*}} step %c32
// CHECK:             %[[LINEAR:.*]] = arith.addi %{{.*}} : vector<32xindex>
// CHECK:             %[[ROW:.*]] = arith.divui %[[LINEAR]]
// CHECK:             %[[XS:.*]] = arith.remui %[[LINEAR]]
// CHECK:             %[[YS:.*]] = arith.remui %[[ROW]]
// CHECK:             %[[ZS:.*]] = arith.divui %[[ROW]]
// CHECK:             "test.use"(%[[ZS]], %[[YS]], %[[XS]]) : (vector<32xindex>, vector<32xindex>, vector<32xindex>)
func.func @task(%n: index, %depth: index, %height: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%depth, %height, %n)
      step (%one, %one, %one) {
    aikernel.gpu.sync_warp
    "test.use"(%z, %y, %x) : (index, index, index) -> ()
    scf.reduce
  }
  return
}
