// A number outside of the warp is replaced by the thread's own.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[MEMORY:.*]] = llvm.alloca %{{.*}} x vector<32xf32>
// CHECK:         %[[WIDTH:.*]] = arith.constant dense<32> : vector<32xi32>
// CHECK:         %[[INSIDE:.*]] = arith.cmpi ult, %{{.*}}, %[[WIDTH]]
// CHECK:         arith.select %[[INSIDE]]
// CHECK:         llvm.store %{{.*}}, %{{.*}} : vector<32xf32>, !llvm.ptr
// CHECK:         llvm.intr.masked.gather
func.func @task(%n: index, %a: !llvm.ptr, %lane: i32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %w = aikernel.gpu.shuffle idx %v, %lane : f32
    llvm.store %w, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
