// Thread 0 has the index u32(0) - 1 = 4294967295 and does not use it; the
// other lanes are not 4 bytes behind one another from there. So each lane
// extends its own index.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[IN:.*]] = arith.cmpi ult, %{{.*}} : vector<4xi32>
// CHECK:         } else {
// CHECK:           %[[OWN:.*]] = arith.extui %{{.*}} : vector<4xi32> to vector<4xi64>
// CHECK:           %[[AT:.*]] = llvm.getelementptr %{{.*}}[%[[OWN]]] : (vector<4x!llvm.ptr>, vector<4xi64>)
// CHECK:           llvm.intr.masked.gather %[[AT]], %[[IN]]
// CHECK:           llvm.intr.masked.scatter %{{.*}}, %{{.*}}, %[[IN]]
func.func @task(%n: index, %a: !llvm.ptr, %limit: i32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i32
    %back = arith.constant 1 : i32
    %before = arith.subi %i, %back : i32
    %in = arith.cmpi ult, %before, %limit : i32
    scf.if %in {
      %j = arith.extui %before : i32 to i64
      %pj = llvm.getelementptr %a[%j] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %v = llvm.load %pj : !llvm.ptr -> f32
      llvm.store %v, %pj : f32, !llvm.ptr
    }
    scf.reduce
  }
  return
}
