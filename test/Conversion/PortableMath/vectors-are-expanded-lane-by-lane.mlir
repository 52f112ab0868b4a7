// A vector is expanded with one operation for all its lanes.
//
// RUN: aikernel-opt %s --aikernel-portable-math | FileCheck %s \
// RUN:   --implicit-check-not=extract --implicit-check-not=": f32"

// CHECK-LABEL: @lanes(
// CHECK: arith.constant dense<{{.*}}> : vector<8xf32>
// CHECK: math.fma %{{.*}} : vector<8xf32>
// CHECK: arith.select %{{.*}} : vector<8xi1>, vector<8xf32>
func.func @lanes(%x: vector<8xf32>) -> vector<8xf32> {
  %r = math.exp %x : vector<8xf32>
  return %r : vector<8xf32>
}
