// RUN: aikernel-opt %s --aikernel-reports-to-calls | FileCheck %s

// CHECK-DAG: llvm.mlir.global private constant @{{.*}}("x is %d of %u\00")

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[X:[^:]*]]: i64, %[[Y:[^:]*]]: i64, %[[B:[^:]*]]: index, %[[T:[^:]*]]: index
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr,
                %x: i64, %y: i64, %block: index, %thread: index) {
  // One array serves all lines.
  // CHECK:     %[[VALUES:.*]] = llvm.alloca %{{.*}} x !llvm.array<2 x i64>
  // CHECK-NOT: llvm.alloca
  // CHECK:     %[[FIRST:.*]] = llvm.getelementptr %[[VALUES]][0]
  // CHECK:     llvm.store %[[X]], %[[FIRST]]
  // CHECK:     %[[SECOND:.*]] = llvm.getelementptr %[[VALUES]][1]
  // CHECK:     llvm.store %[[Y]], %[[SECOND]]
  // CHECK:     %[[SITE:.*]] = llvm.mlir.addressof
  // CHECK:     %[[BLOCK:.*]] = arith.index_cast %[[B]] : index to i64
  // CHECK:     %[[THREAD:.*]] = arith.index_cast %[[T]] : index to i32
  // CHECK:     %[[ENTRY:.*]] = llvm.getelementptr %arg0[{{[0-9]+}}]
  // CHECK:     %[[FUNCTION:.*]] = llvm.load %[[ENTRY]]
  // CHECK:     llvm.call %[[FUNCTION]](%arg2, %[[SITE]], %[[VALUES]], %[[BLOCK]], %[[THREAD]])
  aikernel.gpu.message "x is %d of %u"(%x, %y) at <"k.px", 7, 5> number 1 block %block thread %thread
  // CHECK:     llvm.call
  // CHECK-NOT: aikernel.gpu.message
  aikernel.gpu.message "again %d"(%x) at <"k.px", 8, 5> number 2 block %block thread %thread
  return
}
