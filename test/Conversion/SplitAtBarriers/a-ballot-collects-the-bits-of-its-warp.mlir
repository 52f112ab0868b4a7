// One after the other, as far as the block goes.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers=collectives=true | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel
// CHECK:           llvm.store %{{.*}} : i8
// CHECK:         scf.parallel
// CHECK:           %[[REST:.*]] = arith.subi
// CHECK:           %[[COUNT:.*]] = arith.minui %[[REST]], %c32
// CHECK:           %[[BITS:.*]] = scf.for %[[LANE:.*]] = %{{.*}} to %[[COUNT]] {{.*}} iter_args(%[[SOME:.*]] = %c0
// CHECK:             %[[BIT:.*]] = arith.extui %{{.*}} : i1 to i64
// CHECK:             %[[PLACED:.*]] = arith.shli %[[BIT]], %[[LANE]]
// CHECK:             %[[MORE:.*]] = arith.ori %[[SOME]], %[[PLACED]]
// CHECK:             scf.yield %[[MORE]]
// CHECK:           "test.after"(%[[BITS]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i1
    %c = llvm.load %at : !llvm.ptr -> i1
    %bits = aikernel.gpu.ballot %c
    "test.after"(%bits) : (i64) -> ()
    scf.reduce
  }
  return
}
