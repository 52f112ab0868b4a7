// RUN: aikernel-opt %s --aikernel-blocks-to-tasks | FileCheck %s

// CHECK-LABEL: func.func @aik_kernel_fenced_scalar(
// CHECK:         scf.parallel
// CHECK-NEXT:      llvm.fence acq_rel
gpu.module @px {
  gpu.func @fenced() kernel {
    aikernel.gpu.fence
    gpu.return
  }
}
