// RUN: aikernel-opt %s --aikernel-transpose-gathers | FileCheck %s

// An index of 32 bits that wraps jumps by 2^32 once it is extended.

// CHECK-LABEL: func.func @exact(
// CHECK-COUNT-4: llvm.load
// CHECK-NOT:     masked.gather
// CHECK-LABEL: func.func @wraps(
// CHECK-COUNT-4: masked.gather
func.func @exact(%a: !llvm.ptr, %row: vector<4xi64>, %word: i32) {
  %on = arith.constant dense<true> : vector<4xi1>
  %none = arith.constant dense<0> : vector<4xi32>
  %c0 = arith.constant 0 : i32
  %s0 = arith.addi %word, %c0 overflow<nsw> : i32
  %e0 = arith.extsi %s0 : i32 to i64
  %b0 = vector.broadcast %e0 : i64 to vector<4xi64>
  %i0 = arith.addi %row, %b0 : vector<4xi64>
  %p0 = llvm.getelementptr %a[%i0] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v0 = llvm.intr.masked.gather %p0, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c1 = arith.constant 1 : i32
  %s1 = arith.addi %word, %c1 overflow<nsw> : i32
  %e1 = arith.extsi %s1 : i32 to i64
  %b1 = vector.broadcast %e1 : i64 to vector<4xi64>
  %i1 = arith.addi %row, %b1 : vector<4xi64>
  %p1 = llvm.getelementptr %a[%i1] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v1 = llvm.intr.masked.gather %p1, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c2 = arith.constant 2 : i32
  %s2 = arith.addi %word, %c2 overflow<nsw> : i32
  %e2 = arith.extsi %s2 : i32 to i64
  %b2 = vector.broadcast %e2 : i64 to vector<4xi64>
  %i2 = arith.addi %row, %b2 : vector<4xi64>
  %p2 = llvm.getelementptr %a[%i2] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v2 = llvm.intr.masked.gather %p2, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c3 = arith.constant 3 : i32
  %s3 = arith.addi %word, %c3 overflow<nsw> : i32
  %e3 = arith.extsi %s3 : i32 to i64
  %b3 = vector.broadcast %e3 : i64 to vector<4xi64>
  %i3 = arith.addi %row, %b3 : vector<4xi64>
  %p3 = llvm.getelementptr %a[%i3] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v3 = llvm.intr.masked.gather %p3, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  call @use(%v0, %v1, %v2, %v3) : (vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>) -> ()
  return
}
func.func @wraps(%a: !llvm.ptr, %row: vector<4xi64>, %word: i32) {
  %on = arith.constant dense<true> : vector<4xi1>
  %none = arith.constant dense<0> : vector<4xi32>
  %c0 = arith.constant 0 : i32
  %s0 = arith.addi %word, %c0 : i32
  %e0 = arith.extsi %s0 : i32 to i64
  %b0 = vector.broadcast %e0 : i64 to vector<4xi64>
  %i0 = arith.addi %row, %b0 : vector<4xi64>
  %p0 = llvm.getelementptr %a[%i0] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v0 = llvm.intr.masked.gather %p0, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c1 = arith.constant 1 : i32
  %s1 = arith.addi %word, %c1 : i32
  %e1 = arith.extsi %s1 : i32 to i64
  %b1 = vector.broadcast %e1 : i64 to vector<4xi64>
  %i1 = arith.addi %row, %b1 : vector<4xi64>
  %p1 = llvm.getelementptr %a[%i1] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v1 = llvm.intr.masked.gather %p1, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c2 = arith.constant 2 : i32
  %s2 = arith.addi %word, %c2 : i32
  %e2 = arith.extsi %s2 : i32 to i64
  %b2 = vector.broadcast %e2 : i64 to vector<4xi64>
  %i2 = arith.addi %row, %b2 : vector<4xi64>
  %p2 = llvm.getelementptr %a[%i2] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v2 = llvm.intr.masked.gather %p2, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  %c3 = arith.constant 3 : i32
  %s3 = arith.addi %word, %c3 : i32
  %e3 = arith.extsi %s3 : i32 to i64
  %b3 = vector.broadcast %e3 : i64 to vector<4xi64>
  %i3 = arith.addi %row, %b3 : vector<4xi64>
  %p3 = llvm.getelementptr %a[%i3] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, i32
  %v3 = llvm.intr.masked.gather %p3, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
  call @use(%v0, %v1, %v2, %v3) : (vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>) -> ()
  return
}
func.func private @use(vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>)
