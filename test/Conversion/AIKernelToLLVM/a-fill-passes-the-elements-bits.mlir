// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @fills {
  // CHECK-LABEL: func.func @k_fills(
  // CHECK:         %[[VALUE:.*]] = arith.constant 2.5{{.*}} : f32
  // CHECK:         %[[BITS:.*]] = arith.bitcast %[[VALUE]] : f32 to i32
  // CHECK:         %[[PATTERN:.*]] = arith.extui %[[BITS]] : i32 to i64
  // CHECK:         %[[SIZE:.*]] = arith.constant 4 : i32
  // CHECK:         llvm.getelementptr %arg0[32]
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}, %{{.*}}, %[[SIZE]], %[[PATTERN]])
  // CHECK:         %[[SHORT:.*]] = arith.bitcast %{{.*}} : f8E5M2 to i8
  // CHECK:         arith.extui %[[SHORT]] : i8 to i64
  // CHECK:         %[[LONG:.*]] = arith.bitcast %{{.*}} : f64 to i64
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}, %{{.*}}, %{{.*}}, %[[LONG]])
  func.func @main(%a: memref<?xf32, #aikernel.mem<host>>,
                  %b: memref<?xf8E5M2, #aikernel.mem<host>>,
                  %c: memref<?xf64, #aikernel.mem<host>>) {
    %x = arith.constant 2.5 : f32
    %y = arith.constant 1.0 : f8E5M2
    %z = arith.constant 1.0 : f64
    aikernel.mem.fill %x, %a : f32, memref<?xf32, #aikernel.mem<host>>
    aikernel.mem.fill %y, %b : f8E5M2, memref<?xf8E5M2, #aikernel.mem<host>>
    aikernel.mem.fill %z, %c : f64, memref<?xf64, #aikernel.mem<host>>
    return
  }
}
