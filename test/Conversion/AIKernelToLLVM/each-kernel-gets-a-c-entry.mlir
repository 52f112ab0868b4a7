// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

// C passes an AikDim3 in two registers. bool is a byte, halves are integers.

module @entries {
  // CHECK-NOT: gpu.module
  gpu.module @px {
    gpu.func @kernel(%a: f32, %b: i1, %x: !llvm.ptr<1>, %h: f16) kernel {
      gpu.return
    }
  }
  // CHECK:       llvm.mlir.global external constant @aik_image_entries() {{.*}} : !llvm.array<48 x i8>
  // CHECK-LABEL: llvm.func @k_entries_kernel(
  // CHECK-SAME:    %[[API:[^:]*]]: !llvm.ptr, %[[CONTEXT:[^:]*]]: !llvm.ptr,
  // CHECK-SAME:    %[[GRID_XY:[^:]*]]: i64, %[[GRID_Z:[^:]*]]: i32, %[[BLOCK_XY:[^:]*]]: i64, %[[BLOCK_Z:[^:]*]]: i32,
  // CHECK-SAME:    %[[SHARED:[^:]*]]: i32,
  // CHECK-SAME:    %[[A:[^:]*]]: f32, %[[B:[^:]*]]: i8, %[[X:[^:]*]]: !llvm.ptr, %[[H:[^:]*]]: i16) -> i32
  // CHECK:         %[[ARGS:.*]] = llvm.alloca %{{.*}} x !llvm.array<24 x i8>
  // CHECK:         %[[DIMS:.*]] = llvm.alloca %{{.*}} x !llvm.array<32 x i8>
  // CHECK:         llvm.store %[[GRID_XY]], %[[DIMS]] {alignment = 8
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][8]
  // CHECK-NEXT:    llvm.store %[[GRID_Z]], %[[AT]] {alignment = 8
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][12]
  // CHECK-NEXT:    llvm.store %[[BLOCK_XY]], %[[AT]] {alignment = 4
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][20]
  // CHECK-NEXT:    llvm.store %[[BLOCK_Z]], %[[AT]] {alignment = 4
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[DIMS]][24]
  // CHECK-NEXT:    llvm.store %[[SHARED]], %[[AT]]
  // CHECK:         llvm.store %[[A]], %[[ARGS]]
  // CHECK:         llvm.store %[[B]],
  // CHECK:         llvm.store %[[X]],
  // CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][16]
  // CHECK-NEXT:    llvm.store %[[H]], %[[AT]]
  // CHECK:         %[[STATUS:.*]] = llvm.call %{{.*}}(%[[CONTEXT]],
  // CHECK-NEXT:    llvm.return %[[STATUS]] : i32
  // CHECK-NOT: func.func
}
