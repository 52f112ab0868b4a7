// The bits of lanes that are off and those from 32 on are 0. It is the same
// for all lanes.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %{{.*}}: index, %[[A:.*]]: !llvm.ptr,
// CHECK:         %[[C:.*]] = llvm.load %{{.*}} -> vector<32xi1>
// CHECK:         %[[WORD:.*]] = llvm.bitcast %[[C]] : vector<32xi1> to i32
// CHECK:         %[[BITS:.*]] = arith.extui %[[WORD]] : i32 to i64
// CHECK:         llvm.store %[[BITS]], %[[A]] : i64, !llvm.ptr
// CHECK:         %[[MASK:.*]] = arith.cmpi ult, %{{.*}} : vector<32xindex>
// CHECK:         %[[ON:.*]] = arith.select %[[MASK]], %{{.*}} : vector<32xi1>, vector<32xi1>
// CHECK:         llvm.bitcast %[[ON]] : vector<32xi1> to i32
func.func @task(%n: index, %a: !llvm.ptr, %b: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %pb = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %c = llvm.load %pb : !llvm.ptr -> i1
    %bits = aikernel.gpu.ballot %c
    llvm.store %bits, %a : i64, !llvm.ptr
    scf.reduce
  }
  return
}
