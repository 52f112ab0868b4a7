// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @inlined {
  // CHECK-LABEL: func.func @k_inlined(
  // CHECK:         arith.constant 7 : i32
  // CHECK-NEXT:    arith.constant 9 : i32
  func.func @main(%condition: i1) {
    aikernel.assert %condition, "n is even"
        loc(callsite("inner.px":7:9 at "outer.px":1:2))
    return
  }
}
