// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %{{.*}}: !llvm.ptr, %[[B:.*]]: !llvm.ptr)
// CHECK:         %[[J:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[B]][%[[J]]] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
// CHECK:         %[[V:.*]] = llvm.intr.masked.gather %[[AT]], %{{.*}} {alignment = 4 : i32}
// CHECK:         llvm.intr.masked.scatter %[[V]], %[[AT]], %{{.*}} {alignment = 4 : i32}
//   The rest of the threads:
// CHECK:         %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<4xindex>
// CHECK:         %[[V:.*]] = llvm.intr.masked.gather %{{.*}}, %[[MASK]],
// CHECK:         llvm.intr.masked.scatter %[[V]], %{{.*}}, %[[MASK]]
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %pi = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %j = llvm.load %pi : !llvm.ptr -> i64
    %pj = llvm.getelementptr %b[%j] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %pj : !llvm.ptr -> f32
    llvm.store %v, %pj : f32, !llvm.ptr
    scf.reduce
  }
  return
}
