// Each thread sees the element as another one left it.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         "test.use"(%{{.*}}) : (vector<4xi64>)
func.func @task(%n: index, %counter: !llvm.ptr, %u: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %old = llvm.atomicrmw add %counter, %u monotonic : !llvm.ptr, i64
    "test.use"(%old) : (i64) -> ()
    scf.reduce
  }
  return
}
