// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @frees {
  // CHECK-LABEL: func.func @k_frees(
  // CHECK:         %[[X:.*]] = llvm.load %arg2 {{.*}} -> !llvm.ptr
  // CHECK:         llvm.getelementptr %arg0[24]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[X]]) : {{.*}} -> i32
  func.func @main(%x: memref<?xf32, #aikernel.mem<host>>) {
    aikernel.mem.dealloc %x : memref<?xf32, #aikernel.mem<host>>
    return
  }
}
