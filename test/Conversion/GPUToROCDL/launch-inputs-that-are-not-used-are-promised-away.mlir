// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl))" | FileCheck %s

gpu.module @m {
  // CHECK: llvm.func @one_dimension(
  // CHECK-SAME: passthrough = [
  // CHECK-NOT: "amdgpu-no-workgroup-id-x"
  // CHECK-NOT: "amdgpu-no-workitem-id-x"
  // CHECK-NOT: "amdgpu-no-dispatch-ptr"
  // CHECK-SAME: "amdgpu-no-workgroup-id-y", "amdgpu-no-workgroup-id-z"
  // CHECK-SAME: "amdgpu-no-workitem-id-y", "amdgpu-no-workitem-id-z"
  // CHECK-SAME: "amdgpu-no-implicitarg-ptr"
  // CHECK-SAME: rocdl.flat_work_group_size = "1,1024", rocdl.kernel
  gpu.func @one_dimension(%out: !llvm.ptr<1>) kernel {
    %t = gpu.thread_id x
    %b = gpu.block_id x
    %d = gpu.block_dim x
    %0 = arith.muli %b, %d : index
    %1 = arith.addi %0, %t : index
    %2 = arith.index_cast %1 : index to i64
    llvm.store %2, %out : i64, !llvm.ptr<1>
    gpu.return
  }

  // CHECK: llvm.func @nothing(
  // CHECK-SAME: "amdgpu-no-dispatch-ptr", "amdgpu-no-workgroup-id-x"
  // CHECK-SAME: "amdgpu-no-workitem-id-x"
  gpu.func @nothing() kernel {
    gpu.return
  }
}
