// Ten threads in vectors of four are two whole vectors and one with two lanes.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[N:.*]]: index, %[[A:.*]]: !llvm.ptr, %[[V:.*]]: f32)
// CHECK:         %[[REST:.*]] = arith.remui %[[N]], %[[WIDTH:.*]] : index
// CHECK:         %[[WHOLE:.*]] = arith.subi %[[N]], %[[REST]] : index
// CHECK:         scf.for %[[X:.*]] = %{{.*}} to %[[WHOLE]] step %[[WIDTH]]
// CHECK:           %[[I:.*]] = arith.index_cast %[[X]]
// CHECK:           %[[AT:.*]] = llvm.getelementptr %[[A]][%[[I]]] : (!llvm.ptr, i64) -> !llvm.ptr, f32
// CHECK:           %[[VS:.*]] = vector.broadcast %[[V]] : f32 to vector<4xf32>
// CHECK:           llvm.store %[[VS]], %[[AT]] {alignment = 4 : i64} : vector<4xf32>
// CHECK:         }
// CHECK:         %[[HAS_REST:.*]] = arith.cmpi ne, %[[REST]]
// CHECK:         scf.if %[[HAS_REST]] {
// CHECK-DAG:       %[[LANE:.*]] = vector.step : vector<4xindex>
// CHECK-DAG:       %[[LIMIT:.*]] = vector.broadcast %[[REST]]
// CHECK:           %[[MASK:.*]] = arith.cmpi ult, %[[LANE]], %[[LIMIT]]
// CHECK:           arith.index_cast %[[WHOLE]]
// CHECK:           llvm.intr.masked.store %{{.*}}, %{{.*}}, %[[MASK]] {alignment = 4 : i32}
func.func @task(%n: index, %a: !llvm.ptr, %v: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %v, %at : f32, !llvm.ptr
    scf.reduce
  }
  return
}
