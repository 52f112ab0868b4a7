// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-NOT:     scratch_bytes
// CHECK:         "test.before"
// CHECK:         scf.parallel
// CHECK:           %[[OWN:.*]] = llvm.alloca
// CHECK:           llvm.getelementptr %[[OWN]][
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: f32, %k: i64) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %count = arith.constant 1 : i32
    %own = llvm.alloca %count x !llvm.array<4 x f32> : (i32) -> !llvm.ptr
    "test.before"(%x) : (index) -> ()
    gpu.barrier
    %to = llvm.getelementptr %own[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    llvm.store %u, %to : f32, !llvm.ptr
    scf.reduce
  }
  return
}
