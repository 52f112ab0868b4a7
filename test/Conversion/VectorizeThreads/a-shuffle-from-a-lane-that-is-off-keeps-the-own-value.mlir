// The mask goes through the same permutation as the values.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[V:.*]] = llvm.load %{{.*}} -> vector<32xf32>
// CHECK:         %[[ON:.*]] = llvm.load %{{.*}} -> vector<32xi1>
// CHECK:         %[[OTHER:.*]] = vector.shuffle %[[V]], %[[V]] [1, 0,
// CHECK:         %[[OTHER_ON:.*]] = vector.shuffle %[[ON]], %[[ON]] [1, 0,
// CHECK:         arith.select %[[OTHER_ON]], %[[OTHER]], %[[V]] : vector<32xi1>, vector<32xf32>
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %pb = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %active = llvm.load %pb : !llvm.ptr -> i1
    %one32 = arith.constant 1 : i32
    %w = aikernel.gpu.shuffle xor %v, %one32 active %active : f32
    llvm.store %w, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
