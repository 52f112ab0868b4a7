// RUN: aikernel-opt %s | aikernel-opt | FileCheck %s

gpu.module @px {
  gpu.func @scale(%x: !llvm.ptr<1>, %by: f32) kernel {
    gpu.return
  }
  gpu.func @nothing() kernel {
    gpu.return
  }
}

// CHECK-LABEL: func.func @launches(
func.func @launches(%n: i64, %x: memref<?xf32>, %by: f32, %bytes: i64) {
  // CHECK: aikernel.gpu.launch @px::@scale blocks(%arg0, %arg0, %arg0) threads(%arg0, %arg0, %arg0)
  // CHECK-SAME: shared(%arg3) args(%arg1, %arg2 : memref<?xf32>, f32)
  aikernel.gpu.launch @px::@scale blocks(%n, %n, %n) threads(%n, %n, %n)
    shared(%bytes) args(%x, %by : memref<?xf32>, f32)
  // CHECK: aikernel.gpu.launch @px::@nothing blocks({{.*}}) threads({{[^)]*}}) args()
  aikernel.gpu.launch @px::@nothing blocks(%n, %n, %n) threads(%n, %n, %n) args()
  // CHECK: aikernel.mem.require %arg1[%arg0, %arg3] for "x" of "scale" : memref<?xf32>
  aikernel.mem.require %x[%n, %bytes] for "x" of "scale" : memref<?xf32>
  // CHECK: aikernel.gpu.wait
  aikernel.gpu.wait
  return
}

// CHECK-LABEL: func.func @says(
func.func @says(%n: i32, %ok: i1) {
  // CHECK: aikernel.print "n = ", %arg0 : i32 {isSigned, newline}
  aikernel.print "n = ", %n : i32 {isSigned, newline}
  // CHECK: aikernel.print "done"
  aikernel.print "done"
  // CHECK: aikernel.assert %arg1, "n is even"
  aikernel.assert %ok, "n is even"
  return
}

// CHECK-LABEL: func.func @records(
func.func @records(%n: i64, %x: memref<?xf32>, %by: f32) {
  // CHECK: aikernel.gpu.commands "step" {
  // CHECK-NEXT: aikernel.mem.fill %arg2, %arg1 : f32, memref<?xf32>
  // CHECK-NEXT: aikernel.yield
  aikernel.gpu.commands "step" {
    aikernel.mem.fill %by, %x : f32, memref<?xf32>
    aikernel.yield
  }
  // CHECK: aikernel.gpu.commands "other" -> i64 {
  // CHECK-NEXT: aikernel.yield %arg0 : i64
  %last = aikernel.gpu.commands "other" -> i64 {
    aikernel.yield %n : i64
  }
  // CHECK: aikernel.gpu.submit_commands "step"
  aikernel.gpu.submit_commands "step"
  // CHECK: aikernel.gpu.select %{{.*}} : i64
  aikernel.gpu.select %last : i64
  // CHECK: %[[NAME:.*]] = aikernel.text "cpu"
  %name = aikernel.text "cpu"
  // CHECK: aikernel.gpu.select %[[NAME]] : !aikernel.text
  aikernel.gpu.select %name : !aikernel.text
  return
}
