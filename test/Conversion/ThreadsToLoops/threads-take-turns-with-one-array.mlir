// An allocation inside of the loops would grow the stack with every thread.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-threads-to-loops | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         %[[OWN:.*]] = llvm.alloca %{{.*}} x !llvm.array<4 x f32>
// CHECK:         scf.for
// CHECK-NOT:       llvm.alloca
// CHECK:           "test.use"(%[[OWN]])
func.func @task(%n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %count = arith.constant 1 : i32
    %own = llvm.alloca %count x !llvm.array<4 x f32> : (i32) -> !llvm.ptr
    "test.use"(%own) : (!llvm.ptr) -> ()
    scf.reduce
  }
  return
}
