// RUN: aikernel-opt %s --aikernel-transpose-gathers | FileCheck %s

// CHECK-LABEL: func.func @pointers(
// CHECK:         llvm.intr.masked.gather
func.func @pointers(%a: !llvm.ptr, %i: vector<4xi64>, %on: vector<4xi1>, %none: vector<4x!llvm.ptr>) -> vector<4x!llvm.ptr> {
  %at = llvm.getelementptr %a[%i] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, !llvm.ptr
  %v = llvm.intr.masked.gather %at, %on, %none {alignment = 8 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4x!llvm.ptr>) -> vector<4x!llvm.ptr>
  return %v : vector<4x!llvm.ptr>
}
