// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[FLAG:.*]]: i1,
// CHECK:         scf.for %{{.*}} step %c4
// CHECK:           scf.if %[[FLAG]] {
// CHECK-NOT:         scf.if
// CHECK:             llvm.store %{{.*}} : vector<4xf32>
func.func @task(%n: index, %flag: i1, %a: !llvm.ptr, %v: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    scf.if %flag {
      llvm.store %v, %at : f32, !llvm.ptr
    }
    scf.reduce
  }
  return
}
