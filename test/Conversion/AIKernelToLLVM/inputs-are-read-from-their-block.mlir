// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-to-llvm | FileCheck %s

// At natural alignment: i1 is a byte, a half is two; the lengths of the arrays
// come last.

module @inputs {
  // CHECK-LABEL: func.func @k_inputs(
  // CHECK-SAME:    %[[API:.*]]: !llvm.ptr, %[[CONTEXT:.*]]: !llvm.ptr, %[[ARGS:.*]]: !llvm.ptr) -> i32
  // CHECK-NEXT:    %[[N:.*]] = llvm.load %[[ARGS]] invariant {{.*}} -> i32
  // CHECK:         %[[A:.*]] = llvm.getelementptr %[[ARGS]][4]
  // CHECK-NEXT:    %[[BYTE:.*]] = llvm.load %[[A]] invariant {{.*}} -> i8
  // CHECK:         %[[FLAG:.*]] = arith.cmpi ne, %[[BYTE]], %{{.*}} : i8
  // CHECK:         %[[A:.*]] = llvm.getelementptr %[[ARGS]][6]
  // CHECK-NEXT:    %[[BITS:.*]] = llvm.load %[[A]] invariant {{.*}} -> i16
  // CHECK-NEXT:    %[[HALF:.*]] = arith.bitcast %[[BITS]] : i16 to bf16
  // CHECK:         %[[A:.*]] = llvm.getelementptr %[[ARGS]][8]
  // CHECK-NEXT:    %[[X:.*]] = llvm.load %[[A]] invariant {{.*}} -> !llvm.ptr
  // CHECK:         %[[A:.*]] = llvm.getelementptr %[[ARGS]][24]
  // CHECK-NEXT:    %[[LENGTH:.*]] = llvm.load %[[A]] invariant {{.*}} -> i64
  // CHECK:         %[[A:.*]] = llvm.getelementptr %[[ARGS]][16]
  // CHECK-NEXT:    %[[SCALE:.*]] = llvm.load %[[A]] invariant {{.*}} -> f64
  // CHECK:         "test.use"(%[[N]], %[[FLAG]], %[[HALF]], %[[SCALE]])
  // CHECK:         llvm.call %{{.*}}(%[[CONTEXT]], %[[X]], %[[LENGTH]],
  func.func @main(%n: i32, %flag: i1, %half: bf16,
                  %x: memref<?xf32, #aikernel.mem<host>>, %scale: f64) {
    "test.use"(%n, %flag, %half, %scale) : (i32, i1, bf16, f64) -> ()
    %zero = arith.constant 0.0 : f32
    aikernel.mem.fill %zero, %x : f32, memref<?xf32, #aikernel.mem<host>>
    return
  }
}
