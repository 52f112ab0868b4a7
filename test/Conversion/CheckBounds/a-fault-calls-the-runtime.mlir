// RUN: aikernel-opt %s --aikernel-faults-to-calls | FileCheck %s

// CHECK: llvm.mlir.global private constant @[[NAME:.*]]("a\00")
// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[API:[^:]*]]: !llvm.ptr, %{{[^:]*}}: !llvm.ptr, %[[LAUNCH:[^:]*]]: !llvm.ptr
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr,
                %index: i64, %length: i64, %block: index, %thread: index) {
  // CHECK: %[[ENTRY:.*]] = llvm.getelementptr %[[API]][8]
  // CHECK: %[[FUNCTION:.*]] = llvm.load %[[ENTRY]] : !llvm.ptr -> !llvm.ptr
  // CHECK: %[[CODE:.*]] = arith.constant 1 : i32
  // CHECK: %[[LINE:.*]] = arith.constant 7 : i32
  // CHECK: %[[TEXT:.*]] = llvm.mlir.addressof @[[NAME]]
  // CHECK: llvm.call %[[FUNCTION]](%[[LAUNCH]], %[[CODE]], %[[LINE]], %[[TEXT]], %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}})
  aikernel.gpu.fault "a"[%index] of %length line 7 block %block thread %thread
  return
}
