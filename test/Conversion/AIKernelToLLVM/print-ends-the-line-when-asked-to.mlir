// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @prints {
  // CHECK:       @[[TEXT:.*]]("n =\00")
  // CHECK-LABEL: func.func @k_prints(
  // CHECK-NOT:     llvm.getelementptr %arg0[112]
  // CHECK:         %[[ADDRESS:.*]] = llvm.mlir.addressof @[[TEXT]]
  // CHECK-NEXT:    llvm.getelementptr %arg0[64]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[ADDRESS]])
  // CHECK:         llvm.getelementptr %arg0[80]
  // CHECK:         llvm.getelementptr %arg0[112]
  // CHECK:         llvm.call %{{.*}}(%arg1) : {{.*}} -> ()
  // CHECK-NOT:     llvm.getelementptr
  // CHECK:         return
  func.func @main(%n: i64) {
    aikernel.print "n ="
    aikernel.print "", %n : i64 {newline}
    return
  }
}
