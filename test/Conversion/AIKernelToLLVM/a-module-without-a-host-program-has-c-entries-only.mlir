// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

// CHECK-NOT: func.func
// CHECK:     llvm.func @k_alone_kernel(
// CHECK-NOT: func.func
module @alone {
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
}
