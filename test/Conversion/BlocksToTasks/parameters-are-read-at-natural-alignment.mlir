// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-blocks-to-tasks | FileCheck %s

// CHECK-LABEL: func.func @aik_kernel_kernel_scalar(
// CHECK-SAME:    %{{[^:]*}}: !llvm.ptr, %[[ARGS:[^:]*]]: !llvm.ptr
// CHECK:         %[[FLAG:.*]] = llvm.load %[[ARGS]] invariant : !llvm.ptr -> i8
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][8]
// CHECK:         %[[A:.*]] = llvm.load %[[AT]] invariant : !llvm.ptr -> !llvm.ptr
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][16]
// CHECK:         %[[HALF:.*]] = llvm.load %[[AT]] invariant : !llvm.ptr -> i16
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[ARGS]][20]
// CHECK:         %[[X:.*]] = llvm.load %[[AT]] invariant : !llvm.ptr -> f32
// CHECK:         "test.use"(%[[FLAG]], %[[A]], %[[HALF]], %[[X]])
gpu.module @px {
  gpu.func @kernel(%flag: i8, %a: !llvm.ptr, %half: i16, %x: f32) kernel {
    "test.use"(%flag, %a, %half, %x) : (i8, !llvm.ptr, i16, f32) -> ()
    gpu.return
  }
}
