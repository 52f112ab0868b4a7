// When nobody wants the old value, the lanes are added up first. Lanes that
// are off add 0; to a conjunction they contribute all ones.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %{{.*}}: !llvm.ptr, %[[TOTAL:.*]]: !llvm.ptr, %[[COMMON:.*]]: !llvm.ptr)
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:         %[[SUM:.*]] = vector.reduction <add>, %[[V]]
// CHECK:         llvm.atomicrmw add %[[TOTAL]], %[[SUM]] monotonic
// CHECK:         %[[BITS:.*]] = vector.reduction <and>, %[[V]]
// CHECK:         llvm.atomicrmw _and %[[COMMON]], %[[BITS]] monotonic
// CHECK:         %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<4xindex>
// CHECK:         %[[ZEROS:.*]] = arith.constant dense<0> : vector<4xi64>
// CHECK:         %[[ON:.*]] = arith.select %[[MASK]], %[[V:.*]], %[[ZEROS]]
// CHECK:         vector.reduction <add>, %[[ON]]
// CHECK:         %[[ONES:.*]] = arith.constant dense<-1> : vector<4xi64>
// CHECK:         %[[ON:.*]] = arith.select %[[MASK]], %[[V]], %[[ONES]]
// CHECK:         vector.reduction <and>, %[[ON]]
func.func @task(%n: index, %a: !llvm.ptr, %total: !llvm.ptr, %common: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %0 = llvm.atomicrmw add %total, %v monotonic : !llvm.ptr, i64
    %1 = llvm.atomicrmw _and %common, %v monotonic : !llvm.ptr, i64
    scf.reduce
  }
  return
}
