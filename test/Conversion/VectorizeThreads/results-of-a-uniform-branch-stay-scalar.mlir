// Where both sides give one value for all threads; else they are vectors.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[FLAG:.*]]: i1, %[[U:.*]]: f32,
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> vector<4xf32>
// CHECK:         %{{.*}}:2 = scf.if %[[FLAG]] -> (f32, vector<4xf32>) {
// CHECK-NEXT:      scf.yield %[[U]], %[[V]]
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %[[TWICE:.*]] = arith.addf %[[U]], %[[U]] : f32
// CHECK-NEXT:      %[[US:.*]] = vector.broadcast %[[U]]
// CHECK-NEXT:      scf.yield %[[TWICE]], %[[US]]
func.func @task(%n: index, %flag: i1, %u: f32, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %r:2 = scf.if %flag -> (f32, f32) {
      scf.yield %u, %v : f32, f32
    } else {
      %twice = arith.addf %u, %u : f32
      scf.yield %twice, %u : f32, f32
    }
    %sum = arith.addf %r#0, %r#1 : f32
    llvm.store %sum, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
