// Its counter is scalar; what it carries is a vector where threads differ.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[COUNT:.*]]: index, %{{.*}}: !llvm.ptr, %[[ZERO:.*]]: f32)
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> vector<4xf32>
// CHECK:         %[[INIT:.*]] = vector.broadcast %[[ZERO]]
// CHECK:         %[[SUM:.*]] = scf.for %{{.*}} to %[[COUNT]] {{.*}} iter_args(%[[S:.*]] = %[[INIT]]) -> (vector<4xf32>)
// CHECK:           %[[T:.*]] = arith.addf %[[S]], %[[V]] : vector<4xf32>
// CHECK:           scf.yield %[[T]]
// CHECK:         llvm.store %[[SUM]]
func.func @task(%n: index, %count: index, %a: !llvm.ptr, %zero_sum: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %sum = scf.for %k = %zero to %count step %one iter_args(%s = %zero_sum) -> f32 {
      %t = arith.addf %s, %v : f32
      scf.yield %t : f32
    }
    llvm.store %sum, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
