// RUN: aikernel-opt %s --aikernel-kernel-abi=target=host   | FileCheck %s --check-prefix=HOST
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx  | FileCheck %s --check-prefix=NVPTX
// RUN: aikernel-opt %s --aikernel-kernel-abi=target=amdgpu | FileCheck %s --check-prefix=AMDGPU

// HOST-DAG:   llvm.mlir.global internal @kernel.shared.0() {addr_space = 0
// HOST-DAG:   llvm.mlir.global internal constant @table.table({{.*}}) {addr_space = 0
// HOST:       gpu.func @kernel(%{{.*}}: !llvm.ptr {{.*}}) kernel
// HOST-DAG:     llvm.alloca {{.*}} -> !llvm.ptr{{$}}
// HOST:         llvm.atomicrmw add %{{.*}}, %{{.*}} monotonic : !llvm.ptr, i32

// NVPTX-DAG:  llvm.mlir.global internal @kernel.shared.0() {addr_space = 3
// NVPTX-DAG:  llvm.mlir.global internal constant @table.table({{.*}}) {addr_space = 1
// NVPTX:      gpu.func @kernel(%{{.*}}: !llvm.ptr<1> {{.*}}) kernel
// NVPTX-DAG:    llvm.alloca {{.*}} -> !llvm.ptr{{$}}
// NVPTX:        llvm.atomicrmw add %{{.*}}, %{{.*}} syncscope("device") monotonic : !llvm.ptr<1>, i32

// AMDGPU-DAG: llvm.mlir.global internal @kernel.shared.0() {addr_space = 3
// AMDGPU-DAG: llvm.mlir.global internal constant @table.table({{.*}}) {addr_space = 4
// AMDGPU:     gpu.func @kernel(%{{.*}}: !llvm.ptr<1> {{.*}}) kernel
// AMDGPU-DAG:   llvm.alloca {{.*}} -> !llvm.ptr<5>
// AMDGPU:       llvm.atomicrmw add %{{.*}}, %{{.*}} syncscope("agent") monotonic : !llvm.ptr<1>, i32

gpu.module @px {
  memref.global "private" constant @table : memref<2xi32> = dense<[1, 2]>
  gpu.func @kernel(%a: !llvm.ptr<1>)
      workgroup(%shared: memref<2xi32, #gpu.address_space<workgroup>>) kernel {
    %i = gpu.thread_id x
    %table = memref.get_global @table : memref<2xi32>
    %x = memref.load %table[%i] : memref<2xi32>
    memref.store %x, %shared[%i] : memref<2xi32, #gpu.address_space<workgroup>>
    %own = memref.alloca() : memref<2xi32, #gpu.address_space<private>>
    memref.store %x, %own[%i] : memref<2xi32, #gpu.address_space<private>>
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    %old = memref.atomic_rmw addi %x, %A[%i] : (i32, memref<?xi32>) -> i32
    gpu.return
  }
}
