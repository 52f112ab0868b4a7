// bool is a byte of which any bit may be set; a half is 16 bits.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK-SAME:    %[[X:.*]]: f32, %[[FLAG:.*]]: i8, %[[A:.*]]: !llvm.ptr<1>, %[[H:.*]]: i16, %[[B:.*]]: i16, %[[N:.*]]: i64) kernel
// CHECK-DAG:     %[[ZERO:.*]] = arith.constant 0 : i8
// CHECK-DAG:     %[[IS:.*]] = arith.cmpi ne, %[[FLAG]], %[[ZERO]] : i8
// CHECK-DAG:     %[[HALF:.*]] = arith.bitcast %[[H]] : i16 to f16
// CHECK-DAG:     %[[BRAIN:.*]] = arith.bitcast %[[B]] : i16 to bf16
// CHECK:         "test.use"(%[[X]], %[[IS]], %[[HALF]], %[[BRAIN]], %[[N]])
gpu.module @px {
  gpu.func @kernel(%x: f32, %flag: i1, %a: !llvm.ptr<1>, %h: f16, %b: bf16,
                   %n: i64) kernel {
    "test.use"(%x, %flag, %h, %b, %n) : (f32, i1, f16, bf16, i64) -> ()
    gpu.return
  }
}
