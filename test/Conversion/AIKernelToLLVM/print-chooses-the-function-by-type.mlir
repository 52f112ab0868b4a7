// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @prints {
  // CHECK-LABEL: func.func @k_prints(
  // CHECK:         llvm.getelementptr %arg0[72]
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}) : {{.*}}, i64) -> ()
  // CHECK:         arith.extui %{{.*}} : i8 to i64
  // CHECK:         llvm.getelementptr %arg0[80]
  // CHECK:         llvm.getelementptr %arg0[88]
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}) : {{.*}}, f32) -> ()
  // CHECK:         llvm.getelementptr %arg0[96]
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}) : {{.*}}, f64) -> ()
  // CHECK:         arith.extui %{{.*}} : i1 to i32
  // CHECK:         llvm.getelementptr %arg0[104]
  func.func @main(%i: i64, %u: i8, %f: f32, %d: f64, %b: i1) {
    aikernel.print "", %i : i64 {isSigned}
    aikernel.print "", %u : i8
    aikernel.print "", %f : f32
    aikernel.print "", %d : f64
    aikernel.print "", %b : i1
    return
  }
}
