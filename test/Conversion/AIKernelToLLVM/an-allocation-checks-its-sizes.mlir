// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @sizes {
  // CHECK-DAG:   @[[NEGATIVE:.*]]("size {} of array 'a' is negative\00")
  // CHECK-DAG:   @[[OVERFLOW:.*]]("the size of array 'a' overflows 64 bits\00")
  // CHECK-LABEL: func.func @k_sizes(
  // CHECK:         %[[SLOT:.*]] = llvm.alloca %{{.*}} x !llvm.array<8 x i8>
  // CHECK:         %[[N:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK:         %[[M:.*]] = arith.constant 4 : i64
  // CHECK:         arith.cmpi slt, %[[N]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[IS_NEGATIVE:.*]], ^
  // CHECK:         "llvm.intr.smul.with.overflow"(%[[N]], %[[M]])
  // CHECK:         cf.cond_br %{{.*}}, ^[[OVERFLOWS:.*]], ^
  // CHECK:         %[[BOTH:.*]] = "llvm.intr.smul.with.overflow"
  // CHECK:         %[[BYTES:.*]] = llvm.extractvalue %[[BOTH]][0]
  // CHECK:         cf.cond_br
  // CHECK:         %[[HUGE:.*]] = arith.constant 2 : i32
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[BYTES]], %[[HUGE]], %[[SLOT]])
  // CHECK:         llvm.load %[[SLOT]] : !llvm.ptr -> !llvm.ptr
  // CHECK:       ^[[IS_NEGATIVE]]:
  // CHECK:         llvm.mlir.addressof @[[NEGATIVE]]
  // CHECK:         llvm.store %[[N]],
  // CHECK:       ^[[OVERFLOWS]]:
  // CHECK:         llvm.mlir.addressof @[[OVERFLOW]]
  func.func @main(%length: i64) {
    %n = arith.index_cast %length : i64 to index
    %a = aikernel.mem.alloc(%n) {px.name = "a"} : memref<?x4xf32, #aikernel.mem<huge>>
    return
  }
}
