// A grid is often a little larger than its data; most vectors are whole.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[IN:.*]] = arith.cmpi slt, %{{.*}} : vector<4xindex>
// CHECK:         %[[BITS:.*]] = llvm.bitcast %[[IN]] : vector<4xi1> to i4
// CHECK:         %[[ALL:.*]] = arith.cmpi eq, %[[BITS]], %c-1_i4
// CHECK:         scf.if %[[ALL]] {
// CHECK:           llvm.store %{{.*}} : vector<4xf32>
// CHECK-NEXT:    } else {
// CHECK:           llvm.intr.masked.store %{{.*}}, %{{.*}}, %[[IN]]
func.func @task(%n: index, %limit: index, %a: !llvm.ptr, %v: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %in = arith.cmpi slt, %x, %limit : index
    scf.if %in {
      llvm.store %v, %at : f32, !llvm.ptr
    }
    scf.reduce
  }
  return
}
