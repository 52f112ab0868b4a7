// Element i of lane l is word i * lanes + l, so that an access at one index is
// a vector access; at an index of each lane's own it gathers.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[U:.*]]: i64,
// CHECK:         llvm.alloca %{{.*}} x !llvm.array<32 x f32> {alignment = 64 : i64}
// CHECK:         scf.for %[[X:.*]] = %{{.*}} step %c4
// CHECK:           %[[WORD:.*]] = arith.muli %[[U]], %c4_i64 : i64
// CHECK:           %[[AT:.*]] = llvm.getelementptr %[[OWN:.*]][%[[WORD]]] : (!llvm.ptr, i64) -> !llvm.ptr, f32
// CHECK:           llvm.store %{{.*}}, %[[AT]] {alignment = 4 : i64} : vector<4xf32>
// CHECK:           %[[WORDS:.*]] = arith.muli %{{.*}} : vector<4xi64>
// CHECK:           %[[LANES:.*]] = arith.constant dense<[0, 1, 2, 3]> : vector<4xi64>
// CHECK:           %[[OFFSETS:.*]] = arith.addi %[[WORDS]], %[[LANES]]
// CHECK:           %[[AT:.*]] = llvm.getelementptr %[[OWN]][%[[OFFSETS]]] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
// CHECK:           llvm.intr.masked.gather %[[AT]]
func.func @task(%n: index, %u: i64, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %count = arith.constant 1 : i32
    %own = llvm.alloca %count x !llvm.array<8 x f32> : (i32) -> !llvm.ptr
    %pi = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pi : !llvm.ptr -> f32
    %pu = llvm.getelementptr %own[%u] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %v, %pu : f32, !llvm.ptr
    %pv = llvm.getelementptr %own[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %w = llvm.load %pv : !llvm.ptr -> f32
    llvm.store %w, %pi : f32, !llvm.ptr
    scf.reduce
  }
  return
}
