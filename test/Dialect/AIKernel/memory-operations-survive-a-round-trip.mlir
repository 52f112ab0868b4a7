// RUN: aikernel-opt %s | aikernel-opt | FileCheck %s

// CHECK-LABEL: func.func @views(
func.func @views(%p: !llvm.ptr<1>, %m: index, %k: index) {
  // CHECK: aikernel.mem.view %arg0[%arg1, %arg2] : !llvm.ptr<1> -> memref<?x?xf32>
  %matrix = aikernel.mem.view %p[%m, %k] : !llvm.ptr<1> -> memref<?x?xf32>
  // CHECK: aikernel.mem.view %arg0[%arg2] : !llvm.ptr<1> -> memref<4x?xf32>
  %rows = aikernel.mem.view %p[%k] : !llvm.ptr<1> -> memref<4x?xf32>
  // A length that nobody knows.
  // CHECK: aikernel.mem.view %arg0[] : !llvm.ptr<1> -> memref<?xf32>
  %endless = aikernel.mem.view %p[] : !llvm.ptr<1> -> memref<?xf32>
  return
}

// CHECK-LABEL: func.func @buffers(
func.func @buffers(%n: index, %x: f32) {
  // CHECK: %[[A:.*]] = aikernel.mem.alloc(%arg0) : memref<?xf32, #aikernel.mem<host>>
  %a = aikernel.mem.alloc(%n) : memref<?xf32, #aikernel.mem<host>>
  // CHECK: %[[B:.*]] = aikernel.mem.alloc() : memref<16xf32, #aikernel.mem<device>>
  %b = aikernel.mem.alloc() : memref<16xf32, #aikernel.mem<device>>
  // CHECK: aikernel.mem.fill %arg1, %[[A]] : f32, memref<?xf32, #aikernel.mem<host>>
  aikernel.mem.fill %x, %a : f32, memref<?xf32, #aikernel.mem<host>>
  // CHECK: aikernel.mem.copy %[[A]] to %[[B]] : memref<?xf32, {{.*}}>, memref<16xf32, {{.*}}>
  aikernel.mem.copy %a to %b
    : memref<?xf32, #aikernel.mem<host>>, memref<16xf32, #aikernel.mem<device>>
  // CHECK: aikernel.mem.copy %[[B]] to %[[A]] count %arg0 :
  aikernel.mem.copy %b to %a count %n
    : memref<16xf32, #aikernel.mem<device>>, memref<?xf32, #aikernel.mem<host>>
  // CHECK: aikernel.mem.fill %arg1, %[[A]][%arg0] count %arg0 : f32, memref<?xf32, {{.*}}>
  aikernel.mem.fill %x, %a[%n] count %n : f32, memref<?xf32, #aikernel.mem<host>>
  // CHECK: aikernel.mem.copy %[[A]][%arg0] to %[[B]][%arg0] count %arg0 :
  aikernel.mem.copy %a[%n] to %b[%n] count %n
    : memref<?xf32, #aikernel.mem<host>>, memref<16xf32, #aikernel.mem<device>>
  // CHECK: %[[PATH:.*]] = aikernel.text "x.npy"
  %path = aikernel.text "x.npy"
  // CHECK: aikernel.mem.load_file %[[PATH]] to %[[A]] as f32 : memref<?xf32, {{.*}}>
  aikernel.mem.load_file %path to %a as f32 : memref<?xf32, #aikernel.mem<host>>
  // CHECK: aikernel.mem.store_file %[[B]] as f32 to %[[PATH]] : memref<16xf32, {{.*}}>
  aikernel.mem.store_file %b as f32 to %path : memref<16xf32, #aikernel.mem<device>>
  // CHECK: aikernel.mem.check_index %[[A]][%arg0] : memref<?xf32, #aikernel.mem<host>>
  aikernel.mem.check_index %a[%n] : memref<?xf32, #aikernel.mem<host>>
  // CHECK: aikernel.mem.dealloc %[[A]] : memref<?xf32, #aikernel.mem<host>>
  aikernel.mem.dealloc %a : memref<?xf32, #aikernel.mem<host>>
  return
}
