// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[ALL:.*]] = scf.for {{.*}} iter_args(%[[OLDS:.*]] = %{{.*}}) -> (vector<4xi64>)
// CHECK:           %[[PAIR:.*]] = llvm.cmpxchg
// CHECK:           %[[OLD:.*]] = llvm.extractvalue %[[PAIR]][0]
// CHECK:           vector.insert %[[OLD]], %[[OLDS]]
// CHECK:         llvm.store %[[ALL]]
func.func @task(%n: index, %a: !llvm.ptr, %lock: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %pair = llvm.cmpxchg %lock, %v, %v monotonic monotonic : !llvm.ptr, i64
    %old = llvm.extractvalue %pair[0] : !llvm.struct<(i64, i1)>
    llvm.store %old, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
