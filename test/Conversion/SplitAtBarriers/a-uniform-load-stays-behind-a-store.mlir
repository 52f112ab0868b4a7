// What it reads may have been written by the threads of its own piece.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK:         scf.parallel
// CHECK:           llvm.store
// CHECK-NEXT:      %[[U:.*]] = llvm.load
// CHECK-NEXT:      "test.before"(%[[U]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr, %b: !llvm.ptr, %w: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %b[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %w, %at : f32, !llvm.ptr
    %u = llvm.load %a : !llvm.ptr -> f32
    "test.before"(%u) : (f32) -> ()
    gpu.barrier
    scf.reduce
  }
  return
}
