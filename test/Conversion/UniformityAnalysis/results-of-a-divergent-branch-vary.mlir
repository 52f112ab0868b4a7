// Although each side alone gives all its threads one value.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         "test.use"(%{{.*}}) : (vector<4xi64>)
func.func @task(%n: index, %a: !llvm.ptr, %u: i64, %w: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %v = llvm.load %at : !llvm.ptr -> i64
    %c = arith.cmpi slt, %v, %u : i64
    %r = scf.if %c -> i64 {
      scf.yield %u : i64
    } else {
      scf.yield %w : i64
    }
    "test.use"(%r) : (i64) -> ()
    scf.reduce
  }
  return
}
