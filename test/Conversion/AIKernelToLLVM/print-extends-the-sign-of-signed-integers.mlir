// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @prints {
  // CHECK-LABEL: func.func @k_prints(
  // CHECK:         %[[LONG:.*]] = arith.extsi %{{.*}} : i16 to i64
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[LONG]])
  func.func @main(%i: i16) {
    aikernel.print "", %i : i16 {isSigned}
    return
  }
}
