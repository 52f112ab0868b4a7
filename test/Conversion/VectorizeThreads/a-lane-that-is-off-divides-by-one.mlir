// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 | FileCheck %s

// What a masked load leaves in a lane that is off may be 0, and a division by
// it traps. With all lanes on, a divisor is what the threads say.

// CHECK-LABEL: func.func @task(
// CHECK:         scf.for
// CHECK:           %[[ALL:.*]] = llvm.load %{{.*}} -> vector<4xi64>
// CHECK:           arith.remsi %{{.*}}, %[[ALL]] : vector<4xi64>
// CHECK:         scf.if
// CHECK:           %[[SOME:.*]] = llvm.intr.masked.load %{{.*}}, %[[ON:.*]], %{{.*}} -> vector<4xi64>
// CHECK:           %[[ONES:.*]] = arith.constant dense<1> : vector<4xi64>
// CHECK:           %[[BY:.*]] = arith.select %[[ON]], %[[SOME]], %[[ONES]]
// CHECK:           arith.remsi %{{.*}}, %[[BY]] : vector<4xi64>
func.func @task(%n: index, %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %by = llvm.load %at : !llvm.ptr -> i64
    %rest = arith.remsi %i, %by : i64
    llvm.store %rest, %at : i64, !llvm.ptr
    scf.reduce
  }
  return
}
