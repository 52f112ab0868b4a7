// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @empty {
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
  // CHECK-DAG:   @[[BLOCKS:.*]]("kernel 'kernel' is launched with {} blocks in x; 1 to 2147483647 are possible\00")
  // CHECK-DAG:   @[[THREADS:.*]]("kernel 'kernel' is launched with {} threads in y; 1 to 1024 are possible\00")
  // CHECK-LABEL: func.func @k_empty(
  // CHECK:         %[[N:.*]] = llvm.load %arg2 {{.*}} -> i64
  // CHECK:         %[[FROM_ZERO:.*]] = arith.subi %[[N]], %{{.*}} : i64
  // CHECK-NEXT:    %[[LIMIT:.*]] = arith.constant 2147483647 : i64
  // CHECK-NEXT:    %[[IS_WRONG:.*]] = arith.cmpi uge, %[[FROM_ZERO]], %[[LIMIT]]
  // CHECK-NEXT:    cf.cond_br %[[IS_WRONG]], ^[[NO_BLOCKS:.*]], ^
  // CHECK:         arith.trunci %[[N]] : i64 to i32
  // CHECK:         %[[FROM_ZERO:.*]] = arith.subi %[[N]], %{{.*}} : i64
  // CHECK:         cf.cond_br %{{.*}}, ^[[NO_THREADS:.*]], ^
  // CHECK:       ^[[NO_BLOCKS]]:
  // CHECK:         llvm.mlir.addressof @[[BLOCKS]]
  // CHECK:         llvm.store %[[N]],
  // CHECK:       ^[[NO_THREADS]]:
  // CHECK:         llvm.mlir.addressof @[[THREADS]]
  func.func @main(%n: i64) {
    %one = arith.constant 1 : i64
    aikernel.gpu.launch @px::@kernel blocks(%n, %one, %one)
        threads(%one, %n, %one) args()
    return
  }
}
