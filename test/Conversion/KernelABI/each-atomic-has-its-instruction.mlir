// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx | FileCheck %s

// CHECK-LABEL: gpu.func @kernel(
gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %f: f32, %n: i32) kernel {
    %i = gpu.thread_id x
    %F = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xf32>
    %N = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    // CHECK: llvm.atomicrmw fadd {{.*}} f32
    %0 = memref.atomic_rmw addf %f, %F[%i] : (f32, memref<?xf32>) -> f32
    // CHECK: llvm.atomicrmw fmin {{.*}} f32
    %1 = memref.atomic_rmw minnumf %f, %F[%i] : (f32, memref<?xf32>) -> f32
    // CHECK: llvm.atomicrmw fmax {{.*}} f32
    %2 = memref.atomic_rmw maxnumf %f, %F[%i] : (f32, memref<?xf32>) -> f32
    // CHECK: llvm.atomicrmw add {{.*}} i32
    %3 = memref.atomic_rmw addi %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw min {{.*}} i32
    %4 = memref.atomic_rmw mins %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw umin {{.*}} i32
    %5 = memref.atomic_rmw minu %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw max {{.*}} i32
    %6 = memref.atomic_rmw maxs %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw umax {{.*}} i32
    %7 = memref.atomic_rmw maxu %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw _and {{.*}} i32
    %8 = memref.atomic_rmw andi %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw _or {{.*}} i32
    %9 = memref.atomic_rmw ori %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw _xor {{.*}} i32
    %10 = memref.atomic_rmw xori %n, %N[%i] : (i32, memref<?xi32>) -> i32
    // CHECK: llvm.atomicrmw xchg {{.*}} i32
    %11 = memref.atomic_rmw assign %n, %N[%i] : (i32, memref<?xi32>) -> i32
    gpu.return
  }
}
