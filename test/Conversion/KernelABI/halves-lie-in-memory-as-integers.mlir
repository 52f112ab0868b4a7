// As they do in parameters.
//
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>) kernel {
    %i = gpu.thread_id x
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xbf16>
    // CHECK: %[[BITS:.*]] = llvm.load %{{.*}} : !llvm.ptr<1> -> i16
    // CHECK: %[[X:.*]] = arith.bitcast %[[BITS]] : i16 to bf16
    %x = memref.load %A[%i] : memref<?xbf16>
    // CHECK: %[[Y:.*]] = arith.negf %[[X]]
    %y = arith.negf %x : bf16
    // CHECK: %[[BITS:.*]] = arith.bitcast %[[Y]] : bf16 to i16
    // CHECK: llvm.store %[[BITS]], %{{.*}} : i16
    memref.store %y, %A[%i] : memref<?xbf16>
    gpu.return
  }
}
