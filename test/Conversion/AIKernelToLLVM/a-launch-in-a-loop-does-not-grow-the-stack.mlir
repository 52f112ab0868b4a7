// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @loop {
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
  // CHECK-LABEL: func.func @k_loop(
  // CHECK-COUNT-8: llvm.alloca
  // CHECK-NOT:     llvm.alloca
  // CHECK:         cf.br
  // CHECK-NOT:     llvm.alloca
  // CHECK:         return
  func.func @main() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c9 = arith.constant 9 : index
    %one = arith.constant 1 : i64
    scf.for %i = %c0 to %c9 step %c1 {
      aikernel.gpu.launch @px::@kernel blocks(%one, %one, %one)
          threads(%one, %one, %one) args()
    }
    return
  }
}
