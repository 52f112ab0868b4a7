// Nothing in it touches memory, so both sides may run for all lanes.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %{{.*}}: !llvm.ptr, %[[U:.*]]: f32)
// CHECK:         scf.for %{{.*}} step %c4
// CHECK-NOT:       scf.if
// CHECK:           %[[C:.*]] = arith.cmpf olt, %[[V:.*]], %{{.*}} : vector<4xf32>
// CHECK-NOT:       scf.if
// CHECK:           %[[S:.*]] = arith.addf %[[V]], %{{.*}} : vector<4xf32>
// CHECK-NOT:       scf.if
// CHECK:           %[[US:.*]] = vector.broadcast %[[U]]
// CHECK:           arith.select %[[C]], %[[S]], %[[US]] : vector<4xi1>, vector<4xf32>
func.func @task(%n: index, %a: !llvm.ptr, %u: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %c = arith.cmpf olt, %v, %u : f32
    %r = scf.if %c -> f32 {
      %s = arith.addf %v, %u : f32
      scf.yield %s : f32
    } else {
      scf.yield %u : f32
    }
    llvm.store %r, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
