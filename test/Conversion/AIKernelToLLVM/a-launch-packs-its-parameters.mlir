// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

// As the kernel reads them: in order, at natural alignment.

module @packs {
  gpu.module @px {
    gpu.func @kernel(%a: f32, %b: i1, %x: !llvm.ptr<1>, %h: f16, %c: i8,
                     %d: f64) kernel {
      gpu.return
    }
  }
  // CHECK-LABEL: func.func @k_packs(
  // CHECK:         %[[BLOCK:.*]] = llvm.alloca %{{.*}} x !llvm.array<32 x i8> {alignment = 8
  // CHECK:         %[[DIMS:.*]] = llvm.alloca %{{.*}} x !llvm.array<32 x i8> {alignment = 8
  // CHECK:         %[[A:.*]] = llvm.load %arg2 {{.*}} -> f32
  // CHECK:         %[[X:.*]] = llvm.load {{.*}} -> !llvm.ptr
  // CHECK:         llvm.store %[[A]], %[[BLOCK]]
  // CHECK-NEXT:    %[[BYTE:.*]] = arith.extui %{{.*}} : i1 to i8
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[BLOCK]][4]
  // CHECK-NEXT:    llvm.store %[[BYTE]], %[[AT]]
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[BLOCK]][8]
  // CHECK-NEXT:    llvm.store %[[X]], %[[AT]]
  // CHECK-NEXT:    %[[BITS:.*]] = arith.bitcast %{{.*}} : f16 to i16
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[BLOCK]][16]
  // CHECK-NEXT:    llvm.store %[[BITS]], %[[AT]]
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[BLOCK]][18]
  // CHECK-NEXT:    llvm.store %{{.*}}, %[[AT]] {{.*}} : i8
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[BLOCK]][24]
  // CHECK-NEXT:    llvm.store %{{.*}}, %[[AT]] {{.*}} : f64
  // CHECK:         %[[IMAGE:.*]] = llvm.mlir.addressof @aik_image_packs
  // CHECK:         llvm.getelementptr %arg0[48]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[IMAGE]], %{{.*}}, %[[DIMS]], %[[BLOCK]])
  func.func @main(%a: f32, %b: i1, %x: memref<?xf32, #aikernel.mem<host>>,
                  %h: f16, %c: i8, %d: f64) {
    %one = arith.constant 1 : i64
    aikernel.gpu.launch @px::@kernel blocks(%one, %one, %one)
        threads(%one, %one, %one) args(%a, %b, %x, %h, %c, %d
            : f32, i1, memref<?xf32, #aikernel.mem<host>>, f16, i8, f64)
    return
  }
}
