// RUN: aikernel-opt %s --aikernel-to-llvm=lengths=true | FileCheck %s

module @lengths {
  gpu.module @px {
    gpu.func @kernel(%x: !llvm.ptr<1>, %n: i32, %y: !llvm.ptr<1>) kernel {
      gpu.return
    }
  }
  // CHECK-LABEL: func.func @k_lengths(
  // CHECK:         %[[ARGS:.*]] = llvm.alloca %{{.*}} x !llvm.array<40 x i8>
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %arg2[16]
  // CHECK-NEXT:    %[[LENGTH:.*]] = llvm.load %[[AT]] {{.*}} -> i64
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][24]
  // CHECK-NEXT:    llvm.store %[[LENGTH]], %[[AT]]
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][32]
  // CHECK-NEXT:    llvm.store %[[LENGTH]], %[[AT]]
  func.func @main(%x: memref<?xf32, #aikernel.mem<host>>, %n: i32) {
    %one = arith.constant 1 : i64
    aikernel.gpu.launch @px::@kernel blocks(%one, %one, %one)
        threads(%one, %one, %one) args(%x, %n, %x
            : memref<?xf32, #aikernel.mem<host>>, i32, memref<?xf32, #aikernel.mem<host>>)
    return
  }
  // CHECK-LABEL: llvm.func @k_lengths_kernel(
  // CHECK-SAME:    i32, %{{[^:]*}}: !llvm.ptr, %[[X_LENGTH:[^:]*]]: i64, %[[Y_LENGTH:[^:]*]]: i64) -> i32
  // CHECK:         %[[ARGS:.*]] = llvm.alloca %{{.*}} x !llvm.array<40 x i8>
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][24]
  // CHECK-NEXT:    llvm.store %[[X_LENGTH]], %[[AT]]
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][32]
  // CHECK-NEXT:    llvm.store %[[Y_LENGTH]], %[[AT]]
}
