// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @copies {
  // CHECK-DAG:   @[[NEGATIVE:.*]]("the number of elements to copy is {}\00")
  // CHECK-DAG:   @[[SOURCE:.*]]("array 'x' has {} elements, fewer than the {} to copy from it\00")
  // CHECK-DAG:   @[[DESTINATION:.*]]("array 'y' has {} elements, fewer than the {} to copy to it\00")
  // CHECK-LABEL: func.func @k_copies(
  // CHECK:         %[[FROM:.*]] = llvm.load %arg2 {{.*}} -> !llvm.ptr
  // CHECK:         %[[HAS:.*]] = llvm.load %{{.*}} -> i64
  // CHECK:         %[[TO:.*]] = llvm.load %{{.*}} -> !llvm.ptr
  // CHECK:         %[[ROOM:.*]] = llvm.load %{{.*}} -> i64
  // CHECK:         %[[COUNT:.*]] = arith.index_cast %{{.*}} : index to i64
  // CHECK:         arith.cmpi slt, %[[COUNT]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[IS_NEGATIVE:.*]], ^
  // CHECK:         arith.cmpi sgt, %[[COUNT]], %[[HAS]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[TOO_FEW:.*]], ^
  // CHECK:         arith.cmpi sgt, %[[COUNT]], %[[ROOM]]
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[NO_ROOM:.*]], ^
  // CHECK:         %[[SIZE:.*]] = arith.constant 2 : i64
  // CHECK:         %[[BYTES:.*]] = arith.muli %[[COUNT]], %[[SIZE]]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[TO]], %[[FROM]], %[[BYTES]])
  // CHECK:       ^[[IS_NEGATIVE]]:
  // CHECK:         llvm.mlir.addressof @[[NEGATIVE]]
  // CHECK:       ^[[TOO_FEW]]:
  // CHECK:         llvm.mlir.addressof @[[SOURCE]]
  // CHECK:       ^[[NO_ROOM]]:
  // CHECK:         llvm.mlir.addressof @[[DESTINATION]]
  // CHECK:         llvm.store %[[ROOM]], %[[NUMBERS:[^ ]*]] {
  // CHECK-NEXT:    %[[AT:.*]] = llvm.getelementptr %[[NUMBERS]][8]
  // CHECK-NEXT:    llvm.store %[[COUNT]], %[[AT]]
  func.func @main(%a: memref<?xi16, #aikernel.mem<host>>,
                  %b: memref<?xi16, #aikernel.mem<host>>, %count: i64)
      attributes {px.parameters = ["x", "y", "count"]} {
    %n = arith.index_cast %count : i64 to index
    aikernel.mem.copy %a to %b count %n
        : memref<?xi16, #aikernel.mem<host>>, memref<?xi16, #aikernel.mem<host>>
    return
  }
}
