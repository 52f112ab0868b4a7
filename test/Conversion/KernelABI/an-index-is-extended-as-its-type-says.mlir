// An i32 and a u32 of 32 bits reach different elements where the top bit is set.
//
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
// CHECK-SAME:    %[[A:.*]]: !llvm.ptr<1> {llvm.align = 4 : i64}, %[[I:.*]]: i32)
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %i: i32) kernel {
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xf32>
    // CHECK:      %[[SIGNED:.*]] = arith.extsi %[[I]] : i32 to i64
    // CHECK-NEXT: llvm.getelementptr %[[A]][%[[SIGNED]]]
    %signed = arith.index_cast %i : i32 to index
    %x = memref.load %A[%signed] : memref<?xf32>
    // CHECK:      %[[UNSIGNED:.*]] = arith.extui %[[I]] : i32 to i64
    // CHECK-NEXT: llvm.getelementptr %[[A]][%[[UNSIGNED]]]
    %unsigned = arith.index_castui %i : i32 to index
    memref.store %x, %A[%unsigned] : memref<?xf32>
    gpu.return
  }
}
