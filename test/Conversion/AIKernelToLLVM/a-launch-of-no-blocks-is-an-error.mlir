// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @empty {
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
  // CHECK-DAG:   @[[BLOCKS:.*]]("the number of blocks is not positive\00")
  // CHECK-DAG:   @[[THREADS:.*]]("the number of threads is not positive\00")
  // CHECK-LABEL: func.func @k_empty(
  // CHECK:         %[[N:.*]] = llvm.load %arg2 {{.*}} -> i32
  // CHECK:         arith.cmpi slt, %[[N]], %c1_i32
  // CHECK:         cf.cond_br %{{.*}}, ^[[NO_BLOCKS:.*]], ^
  // CHECK:         cf.cond_br %{{.*}}, ^[[NO_THREADS:.*]], ^
  // CHECK:       ^[[NO_BLOCKS]]:
  // CHECK:         llvm.mlir.addressof @[[BLOCKS]]
  // CHECK:       ^[[NO_THREADS]]:
  // CHECK:         llvm.mlir.addressof @[[THREADS]]
  func.func @main(%n: i32) {
    %one = arith.constant 1 : i32
    aikernel.gpu.launch @px::@kernel blocks(%n, %one, %one)
        threads(%one, %n, %one) args()
    return
  }
}
