// A view computes nothing, so equal ones are one and unused ones none.
//
// RUN: aikernel-opt %s --cse | FileCheck %s

// CHECK-LABEL: func.func @same(
// CHECK-COUNT-1: aikernel.mem.view
// CHECK-NOT:     aikernel.mem.view
func.func @same(%p: !llvm.ptr<1>, %n: index) -> (memref<?xf32>, memref<?xf32>) {
  %unused = aikernel.mem.view %p[] : !llvm.ptr<1> -> memref<?xf32>
  %0 = aikernel.mem.view %p[%n] : !llvm.ptr<1> -> memref<?xf32>
  %1 = aikernel.mem.view %p[%n] : !llvm.ptr<1> -> memref<?xf32>
  return %0, %1 : memref<?xf32>, memref<?xf32>
}
