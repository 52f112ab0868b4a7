// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK-SAME:    !llvm.ptr<1> {llvm.align = 8 : i64}
// CHECK-SAME:    !llvm.ptr<1> {llvm.align = 2 : i64}
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %b: !llvm.ptr<1>) kernel {
    %size = arith.constant 16 : index
    %A = aikernel.mem.view %a[%size] : !llvm.ptr<1> -> memref<?xf64>
    %B = aikernel.mem.view %b[%size] : !llvm.ptr<1> -> memref<?xbf16>
    gpu.return
  }
}
