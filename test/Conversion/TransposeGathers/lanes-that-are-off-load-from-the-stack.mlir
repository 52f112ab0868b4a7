// RUN: aikernel-opt %s --aikernel-transpose-gathers | FileCheck %s

// CHECK-LABEL: func.func @masked(
// CHECK:         %[[STACK:.*]] = llvm.alloca
// CHECK:         %[[OTHERS:.*]] = vector.broadcast %[[STACK]]
// CHECK:         arith.select %[[ON:.*]], %{{.*}}, %[[OTHERS]] : vector<4xi1>, vector<4x!llvm.ptr>
// CHECK-COUNT-4: llvm.load
// CHECK-COUNT-4: arith.select %[[ON]], %{{.*}}, %{{.*}} : vector<4xi1>, vector<4xi32>
// CHECK-NOT:     masked.gather
func.func @masked(%a: !llvm.ptr, %row: vector<4xi64>, %on: vector<4xi1>) {
  %none = arith.constant dense<0> : vector<4xi32>
  %c0 = arith.constant dense<0> : vector<4xi64>
  %i0 = arith.addi %row, %c0 : vector<4xi64>
  %p0 = llvm.getelementptr %a[%i0] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v0 = llvm.intr.masked.gather %p0, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c1 = arith.constant dense<1> : vector<4xi64>
  %i1 = arith.addi %row, %c1 : vector<4xi64>
  %p1 = llvm.getelementptr %a[%i1] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v1 = llvm.intr.masked.gather %p1, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c2 = arith.constant dense<2> : vector<4xi64>
  %i2 = arith.addi %row, %c2 : vector<4xi64>
  %p2 = llvm.getelementptr %a[%i2] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v2 = llvm.intr.masked.gather %p2, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c3 = arith.constant dense<3> : vector<4xi64>
  %i3 = arith.addi %row, %c3 : vector<4xi64>
  %p3 = llvm.getelementptr %a[%i3] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v3 = llvm.intr.masked.gather %p3, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  call @use(%v0, %v1, %v2, %v3) : (vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>) -> ()
  return
}
func.func private @use(vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>)
