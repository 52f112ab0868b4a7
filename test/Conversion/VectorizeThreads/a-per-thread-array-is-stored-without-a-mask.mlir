// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// All lanes have their words. A lane that is off gets back what it has, unless
// it was off already when the array's life began.

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for
// CHECK:           llvm.store %{{.*}}, %[[AT:[0-9a-z_]+]] {alignment = 4 : i64} : vector<4xi32>, !llvm.ptr
// CHECK:           scf.if
// CHECK:           scf.if
// CHECK-NOT:         llvm.store
// CHECK:             %[[OLD:.*]] = llvm.load %[[THERE:.*]] {alignment = 4 : i64} : !llvm.ptr -> vector<4xi32>
// CHECK:             %[[NEW:.*]] = arith.select %{{.*}}, %{{.*}}, %[[OLD]] : vector<4xi1>
// CHECK:             llvm.store %[[NEW]], %[[THERE]]
func.func @task(%n: index, %a: !llvm.ptr, %zero: i32, %v: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%c0, %c0, %c0) to (%c1, %c1, %n)
      step (%c1, %c1, %c1) {
    %i = arith.index_cast %x : index to i64
    %in = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %c = llvm.load %in : !llvm.ptr -> i1
    %count = arith.constant 1 : i32
    %array = llvm.alloca %count x !llvm.array<8 x i32> : (i32) -> !llvm.ptr
    %at = llvm.getelementptr %array[2] : (!llvm.ptr) -> !llvm.ptr, i32
    llvm.store %zero, %at {px.initial} : i32, !llvm.ptr
    scf.if %c {
      llvm.store %v, %at : i32, !llvm.ptr
    }
    scf.reduce
  }
  return
}
