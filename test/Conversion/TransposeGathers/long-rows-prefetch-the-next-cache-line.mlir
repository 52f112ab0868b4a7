// RUN: aikernel-opt %s --aikernel-transpose-gathers | FileCheck %s

// Rows of 32 bytes: 64 bytes further, their last byte. Rows of 16 bytes may be
// all that a lane wants of its cache line.

// CHECK-LABEL: func.func @four_doubles(
// CHECK:         %[[ROW:.*]] = llvm.load %[[AT:.*]] {alignment = 8 : i64} : !llvm.ptr -> vector<4xf64>
// CHECK-NEXT:    %[[BEHIND:.*]] = llvm.getelementptr %[[AT]][95] : (!llvm.ptr) -> !llvm.ptr, i8
// CHECK-NEXT:    "llvm.intr.prefetch"(%[[BEHIND]]) <{cache = 1 : i32, hint = 3 : i32, rw = 0 : i32}>
// CHECK-COUNT-3: "llvm.intr.prefetch"
// CHECK-NOT:     "llvm.intr.prefetch"
func.func @four_doubles(%a: !llvm.ptr, %row: vector<4xi64>) {
  %on = arith.constant dense<true> : vector<4xi1>
  %none = arith.constant dense<0.0> : vector<4xf64>
  %one = arith.constant dense<1> : vector<4xi64>
  %two = arith.constant dense<2> : vector<4xi64>
  %three = arith.constant dense<3> : vector<4xi64>
  %i1 = arith.addi %row, %one : vector<4xi64>
  %i2 = arith.addi %row, %two : vector<4xi64>
  %i3 = arith.addi %row, %three : vector<4xi64>
  %p0 = llvm.getelementptr %a[%row] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f64
  %p1 = llvm.getelementptr %a[%i1] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f64
  %p2 = llvm.getelementptr %a[%i2] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f64
  %p3 = llvm.getelementptr %a[%i3] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f64
  %v0 = llvm.intr.masked.gather %p0, %on, %none {alignment = 8 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf64>) -> vector<4xf64>
  %v1 = llvm.intr.masked.gather %p1, %on, %none {alignment = 8 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf64>) -> vector<4xf64>
  %v2 = llvm.intr.masked.gather %p2, %on, %none {alignment = 8 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf64>) -> vector<4xf64>
  %v3 = llvm.intr.masked.gather %p3, %on, %none {alignment = 8 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf64>) -> vector<4xf64>
  call @use(%v0, %v1, %v2, %v3) : (vector<4xf64>, vector<4xf64>, vector<4xf64>, vector<4xf64>) -> ()
  return
}
func.func private @use(vector<4xf64>, vector<4xf64>, vector<4xf64>, vector<4xf64>)
