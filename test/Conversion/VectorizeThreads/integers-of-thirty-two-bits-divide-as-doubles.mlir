// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[A:.*]] = llvm.load %{{.*}} -> vector<4xi32>
// CHECK:         %[[X:.*]] = arith.uitofp %{{.*}} : vector<4xi32> to vector<4xf64>
// CHECK:         %[[Y:.*]] = arith.uitofp %[[A]] : vector<4xi32> to vector<4xf64>
// CHECK:         %[[Q:.*]] = arith.divf %[[X]], %[[Y]] : vector<4xf64>
// CHECK:         %[[WHOLE:.*]] = arith.fptoui %[[Q]] : vector<4xf64> to vector<4xi32>
// CHECK:         %[[BACK:.*]] = arith.muli %[[WHOLE]], %[[A]]
// CHECK:         arith.subi %{{.*}}, %[[BACK]]
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i32
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    %by = llvm.load %at : !llvm.ptr -> i32
    %rest = arith.remui %i, %by : i32
    llvm.store %rest, %at : i32, !llvm.ptr
    scf.reduce
  }
  return
}
