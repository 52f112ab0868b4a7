// RUN: aikernel-opt %s --aikernel-blocks-to-tasks | FileCheck %s

// CHECK: func.func @aik_kernel_first_scalar(
// CHECK: func.func @aik_kernel_second_scalar(
gpu.module @px {
  gpu.func @first() kernel {
    gpu.return
  }
  gpu.func @second() kernel {
    gpu.return
  }
}
