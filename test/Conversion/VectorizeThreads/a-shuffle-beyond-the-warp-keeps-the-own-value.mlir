// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[ABOVE:.*]] = vector.shuffle %[[V:.*]], %[[V]] [2, 3, 4, {{.*}}, 30, 31, 30, 31] : vector<32xf32>
// CHECK:         vector.shuffle %[[ABOVE]], %[[ABOVE]] [0, 1, 0, 1, 2, {{.*}}, 28, 29] : vector<32xf32>
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %two = arith.constant 2 : i32
    %above = aikernel.gpu.shuffle down %v, %two : f32
    %below = aikernel.gpu.shuffle up %above, %two : f32
    llvm.store %below, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
