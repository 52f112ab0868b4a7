// RUN: aikernel-opt %s --aikernel-reports-to-calls | FileCheck %s

// CHECK-DAG: llvm.mlir.global private constant @[[FILE:.*]]("k.px\00")
// CHECK-DAG: llvm.mlir.global private constant @[[NAME:.*]]("a\00")
// CHECK:     llvm.mlir.global private constant @[[SITE:.*]]() {{.*}} : !llvm.struct<(ptr, i32, i32, ptr, ptr)> {
// CHECK-DAG:   %[[FILE_AT:.*]] = llvm.mlir.addressof @[[FILE]]
// CHECK-DAG:   %[[LINE:.*]] = arith.constant 7 : i32
// CHECK-DAG:   %[[COLUMN:.*]] = arith.constant 5 : i32
// CHECK-DAG:   %[[FUNCTION:.*]] = llvm.mlir.zero
// CHECK-DAG:   %[[NAME_AT:.*]] = llvm.mlir.addressof @[[NAME]]
// CHECK:       llvm.insertvalue %[[FILE_AT]], %{{.*}}[0]
// CHECK:       llvm.insertvalue %[[LINE]], %{{.*}}[1]
// CHECK:       llvm.insertvalue %[[COLUMN]], %{{.*}}[2]
// CHECK:       llvm.insertvalue %[[FUNCTION]], %{{.*}}[3]
// CHECK:       llvm.insertvalue %[[NAME_AT]], %{{.*}}[4]

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[API:[^:]*]]: !llvm.ptr, %{{[^:]*}}: !llvm.ptr, %[[LAUNCH:[^:]*]]: !llvm.ptr
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr,
                %index: i64, %length: i64, %block: index, %thread: index) {
  // CHECK: %[[CODE:.*]] = arith.constant 1 : i32
  // CHECK: %[[AT:.*]] = llvm.mlir.addressof @[[SITE]]
  // CHECK: %[[ENTRY:.*]] = llvm.getelementptr %[[API]][8]
  // CHECK: %[[FUNCTION:.*]] = llvm.load %[[ENTRY]] : !llvm.ptr -> !llvm.ptr
  // CHECK: llvm.call %[[FUNCTION]](%[[LAUNCH]], %[[CODE]], %[[AT]], %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}})
  aikernel.gpu.fault "a"[%index] of %length at <"k.px", 7, 5> block %block thread %thread
  return
}
