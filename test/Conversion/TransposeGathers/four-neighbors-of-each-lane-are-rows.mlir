// RUN: aikernel-opt %s --aikernel-transpose-gathers | FileCheck %s

// Out of order and with one gather between them that is of no row.

// CHECK-LABEL: func.func @four(
// CHECK-COUNT-4: llvm.load %{{.*}} {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
// CHECK-NOT:     vector<4xf32>
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [0, 4, 2, 6]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [1, 5, 3, 7]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [0, 1, 4, 5]
// CHECK:         %[[FIRST:.*]] = arith.select %{{.*}}
// CHECK:         %[[SECOND:.*]] = arith.select %{{.*}}
// CHECK:         %[[THIRD:.*]] = arith.select %{{.*}}
// CHECK:         %[[FOURTH:.*]] = arith.select %{{.*}}
// CHECK:         llvm.intr.masked.gather
// CHECK-NOT:     llvm.intr.masked.gather
// CHECK:         call @use(%[[SECOND]], %[[FIRST]], %{{.*}}, %[[THIRD]], %[[FOURTH]])
func.func @four(%a: !llvm.ptr, %row: vector<4xi64>) {
  %on = arith.constant dense<true> : vector<4xi1>
  %none = arith.constant dense<0.0> : vector<4xf32>
  %one = arith.constant dense<1> : vector<4xi64>
  %two = arith.constant dense<2> : vector<4xi64>
  %three = arith.constant dense<3> : vector<4xi64>
  %nine = arith.constant dense<9> : vector<4xi64>
  %i1 = arith.addi %row, %one : vector<4xi64>
  %i2 = arith.addi %row, %two : vector<4xi64>
  %i3 = arith.addi %row, %three : vector<4xi64>
  %i9 = arith.addi %row, %nine : vector<4xi64>
  %p0 = llvm.getelementptr %a[%row] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
  %p1 = llvm.getelementptr %a[%i1] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
  %p2 = llvm.getelementptr %a[%i2] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
  %p3 = llvm.getelementptr %a[%i3] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
  %p9 = llvm.getelementptr %a[%i9] : (!llvm.ptr, vector<4xi64>) -> vector<4x!llvm.ptr>, f32
  %v1 = llvm.intr.masked.gather %p1, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %v0 = llvm.intr.masked.gather %p0, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %v9 = llvm.intr.masked.gather %p9, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %v2 = llvm.intr.masked.gather %p2, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  %v3 = llvm.intr.masked.gather %p3, %on, %none {alignment = 4 : i32} : (vector<4x!llvm.ptr>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
  call @use(%v1, %v0, %v9, %v2, %v3) : (vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>) -> ()
  return
}
func.func private @use(vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>)
