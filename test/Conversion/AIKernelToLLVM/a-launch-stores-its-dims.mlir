// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

// As AikDims has them, 32 bits each: grid, block, bytes of shared memory, zero.

module @dims {
  gpu.module @px {
    gpu.func @kernel() kernel {
      gpu.return
    }
  }
  // CHECK-LABEL: func.func @k_dims(
  // CHECK:         %[[DIMS:.*]] = llvm.alloca %{{.*}} x !llvm.array<32 x i8>
  // CHECK-DAG:     %[[C1:.*]] = arith.constant 11 : i64
  // CHECK-DAG:     %[[C2:.*]] = arith.constant 12 : i64
  // CHECK-DAG:     %[[C3:.*]] = arith.constant 13 : i64
  // CHECK-DAG:     %[[C4:.*]] = arith.constant 14 : i64
  // CHECK-DAG:     %[[C5:.*]] = arith.constant 15 : i64
  // CHECK-DAG:     %[[C6:.*]] = arith.constant 16 : i64
  // CHECK-DAG:     %[[BYTES:.*]] = arith.constant 17 : i64
  // CHECK:         %[[E:.*]] = arith.trunci %[[C1]] : i64 to i32
  // CHECK-NEXT:    llvm.store %[[E]], %[[DIMS]]
  // CHECK:         %[[E:.*]] = arith.trunci %[[C2]] : i64 to i32
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[DIMS]][4]
  // CHECK-NEXT:    llvm.store %[[E]], %[[AT]]
  // CHECK:         %[[E:.*]] = arith.trunci %[[C3]] : i64 to i32
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[DIMS]][8]
  // CHECK-NEXT:    llvm.store %[[E]], %[[AT]]
  // CHECK:         %[[E:.*]] = arith.trunci %[[C4]] : i64 to i32
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[DIMS]][12]
  // CHECK-NEXT:    llvm.store %[[E]], %[[AT]]
  // CHECK:         %[[E:.*]] = arith.trunci %[[C5]] : i64 to i32
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[DIMS]][16]
  // CHECK-NEXT:    llvm.store %[[E]], %[[AT]]
  // CHECK:         %[[E:.*]] = arith.trunci %[[C6]] : i64 to i32
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[DIMS]][20]
  // CHECK-NEXT:    llvm.store %[[E]], %[[AT]]
  // CHECK:         %[[LIMIT:.*]] = arith.constant 4294967295 : i64
  // CHECK:         arith.cmpi ugt, %[[BYTES]], %[[LIMIT]]
  // CHECK:         %[[SHARED:.*]] = arith.trunci %[[BYTES]] : i64 to i32
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][24]
  // CHECK-NEXT:    llvm.store %[[SHARED]], %[[AT]]
  // CHECK:         %[[ZERO:.*]] = arith.constant 0 : i32
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][28]
  // CHECK-NEXT:    llvm.store %[[ZERO]], %[[AT]]
  func.func @main() {
    %x = arith.constant 11 : i64
    %y = arith.constant 12 : i64
    %z = arith.constant 13 : i64
    %tx = arith.constant 14 : i64
    %ty = arith.constant 15 : i64
    %tz = arith.constant 16 : i64
    %bytes = arith.constant 17 : i64
    aikernel.gpu.launch @px::@kernel blocks(%x, %y, %z) threads(%tx, %ty, %tz)
        shared(%bytes) args()
    return
  }
}
