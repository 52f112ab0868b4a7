// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @elements {
  // CHECK-LABEL: func.func @k_elements(
  // CHECK:         %[[BITS:.*]] = arith.bitcast %{{.*}} : f8E4M3FN to i8
  // CHECK-NEXT:    llvm.store %[[BITS]], %{{.*}} : i8, !llvm.ptr
  // CHECK:         %[[BITS:.*]] = llvm.load %{{.*}} : !llvm.ptr -> i8
  // CHECK-NEXT:    arith.bitcast %[[BITS]] : i8 to f8E4M3FN
  func.func @main(%x: f8E4M3FN) {
    %c0 = arith.constant 0 : index
    %a = memref.alloca() : memref<4xf8E4M3FN>
    memref.store %x, %a[%c0] : memref<4xf8E4M3FN>
    %y = memref.load %a[%c0] : memref<4xf8E4M3FN>
    return
  }
}
