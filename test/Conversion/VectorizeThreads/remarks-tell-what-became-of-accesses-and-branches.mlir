// What is written twice, without and under a mask, has remarks for both.
//
// RUN: aikernel-opt %s --aikernel-vectorize-threads=lanes=4 --remarks-filter=vectorize-threads \
// RUN:   --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s

func.func @task(%n: index, %launch: !llvm.ptr) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %three = arith.constant 3 : i64
  %a = llvm.load %launch : !llvm.ptr -> !llvm.ptr
  // CHECK: [[#@LINE+1]]:3: remark: [Analysis] vectors | {{.*}} | Function=task | Lanes=4, Warps=false
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %far = arith.muli %i, %three : i64
    %p = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i32
    // CHECK: [[#@LINE+1]]:{{.*}} access | {{.*}} Bytes=4, Kind=load, Masked=false, Memory=global, Pattern=contiguous
    %v = llvm.load %p : !llvm.ptr -> i32
    %c = arith.trunci %v : i32 to i1
    // CHECK: [[#@LINE+1]]:{{.*}} branch | {{.*}} Form=copy, Kind=if, Uniform=false
    scf.if %c {
      %q = llvm.getelementptr %a[%far] : (!llvm.ptr, i64) -> !llvm.ptr, i32
      // CHECK: [[#@LINE+2]]:{{.*}} Kind=store, Masked=false, Memory=global, Pattern=strided, Stride=12
      // CHECK: [[#@LINE+1]]:{{.*}} Kind=store, Masked=true, Memory=global, Pattern=strided, Stride=12
      llvm.store %v, %q : i32, !llvm.ptr
    }
    %w = llvm.getelementptr %a[%v] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    // CHECK: [[#@LINE+1]]:{{.*}} Kind=load, Masked=false, Memory=global, Pattern=gathered
    %g = llvm.load %w : !llvm.ptr -> i32
    // CHECK: [[#@LINE+1]]:{{.*}} Kind=load, Masked=false, Memory=global, Pattern=uniform
    %u = llvm.load %a : !llvm.ptr -> i32
    %uc = arith.trunci %u : i32 to i1
    // CHECK: [[#@LINE+1]]:{{.*}} branch | {{.*}} Form=jump, Kind=if, Uniform=true
    scf.if %uc {
      // CHECK: [[#@LINE+1]]:{{.*}} Kind=atomic, Masked=false, Memory=global, Pattern=combined
      llvm.atomicrmw add %a, %g monotonic : !llvm.ptr, i32
    }
    scf.reduce
  }
  // CHECK-NOT: remark
  return
}
