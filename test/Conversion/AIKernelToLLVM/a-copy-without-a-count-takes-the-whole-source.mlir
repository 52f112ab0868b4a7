// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @copies {
  // CHECK-LABEL: func.func @k_copies(
  // CHECK:         arith.constant 8 : i64
  // CHECK-NEXT:    %[[HAS:.*]] = arith.constant 8 : i64
  // CHECK:         %[[ROOM:.*]] = arith.constant 9 : i64
  // CHECK:         arith.cmpi sgt, %[[HAS]], %[[ROOM]]
  // CHECK:         %[[SIZE:.*]] = arith.constant 4 : i64
  // CHECK:         arith.muli %[[HAS]], %[[SIZE]]
  func.func @main() {
    %a = memref.alloca() : memref<8xi32>
    %b = memref.alloca() : memref<3x3xi32>
    aikernel.mem.copy %a to %b : memref<8xi32>, memref<3x3xi32>
    return
  }
}
