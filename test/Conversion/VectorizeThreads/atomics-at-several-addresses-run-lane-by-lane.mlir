// Lane 0 first; a lane that is off does nothing.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:         scf.for %[[LANE:.*]] = %c0{{.*}} to %c4{{.*}} step %c1
// CHECK-DAG:       %[[OWN_AT:.*]] = vector.extract %{{.*}}[%[[LANE]]] : !llvm.ptr
// CHECK-DAG:       %[[OWN:.*]] = vector.extract %[[V]][%[[LANE]]] : i64
// CHECK:           llvm.atomicrmw max %[[OWN_AT]], %[[OWN]] monotonic
// CHECK:         %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<4xindex>
// CHECK:         scf.for %[[LANE:.*]] = %c0{{.*}} to %c4{{.*}} step %c1
// CHECK-NEXT:      %[[ON:.*]] = vector.extract %[[MASK]][%[[LANE]]]
// CHECK-NEXT:      scf.if %[[ON]]
// CHECK:             llvm.atomicrmw max
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %old = llvm.atomicrmw max %at, %v monotonic : !llvm.ptr, i64
    scf.reduce
  }
  return
}
