// RUN: aikernel-opt %s --aikernel-keep-kernels | FileCheck %s

// CHECK:     module {
// CHECK-NEXT:  gpu.module @px {
// CHECK-NEXT:    gpu.func @kernel() kernel {
// CHECK-NEXT:      gpu.return
// CHECK-NEXT:    }
// CHECK-NEXT:  }
// CHECK-NEXT:  gpu.module @more {
// CHECK-NEXT:  }
// CHECK-NEXT:}
module {
  memref.global "private" constant @table : memref<2xi32> = dense<[1, 2]>
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
  func.func @main(%one: i64) {
    aikernel.gpu.launch @px::@kernel blocks(%one, %one, %one) threads(%one, %one, %one) args()
    return
  }
  gpu.module @more {}
}
