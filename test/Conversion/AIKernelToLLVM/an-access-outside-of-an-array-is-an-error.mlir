// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @bounds {
  // CHECK:       @[[TEXT:.*]]("index {} is outside of array 'm' of length {}\00")
  // CHECK-LABEL: func.func @k_bounds(
  // CHECK:         %[[ROWS:.*]] = arith.constant 3 : i64
  // CHECK:         %[[COLUMNS:.*]] = arith.constant 5 : i64
  // CHECK:         %[[I:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK-NEXT:    arith.cmpi uge, %[[I]], %[[ROWS]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[NO_ROW:.*]], ^
  // CHECK:         %[[J:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK-NEXT:    arith.cmpi uge, %[[J]], %[[COLUMNS]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[OUTSIDE:.*]], ^[[INSIDE:.*]]
  // CHECK:       ^[[INSIDE]]:
  // CHECK-NEXT:    %[[SAME_I:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK-NEXT:    %[[SAME_J:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK-NEXT:    %[[ROW:.*]] = arith.muli %[[SAME_I]], %[[COLUMNS]]
  // CHECK-NEXT:    %[[OFFSET:.*]] = arith.addi %[[ROW]], %[[SAME_J]]
  // CHECK-NEXT:    %[[ADDRESS:.*]] = llvm.getelementptr %{{.*}}[%[[OFFSET]]]
  // CHECK-NEXT:    llvm.load %[[ADDRESS]] : !llvm.ptr -> i32
  // CHECK:       ^[[NO_ROW]]:
  // CHECK:         llvm.mlir.addressof @[[TEXT]]
  // CHECK:         llvm.store %[[I]],
  // CHECK:       ^[[OUTSIDE]]:
  // CHECK:         llvm.mlir.addressof @[[TEXT]]
  // CHECK:         llvm.store %[[J]],
  // CHECK:         llvm.store %[[COLUMNS]],
  func.func @main(%row: i64, %column: i64) {
    %a = memref.alloca() {px.name = "m"} : memref<3x5xi32>
    %i = arith.index_cast %row : i64 to index
    %j = arith.index_cast %column : i64 to index
    aikernel.mem.check_index %a[%i, %j] : memref<3x5xi32>
    %x = memref.load %a[%i, %j] : memref<3x5xi32>
    return
  }
}
