// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-nvvm))" | FileCheck %s

gpu.module @m {
  // ((z * height) + y) * width + x, divided by 32.
  // CHECK-LABEL: llvm.func @warp(
  // CHECK: %[[Z:.*]] = nvvm.read.ptx.sreg.tid.z
  // CHECK: %[[H:.*]] = nvvm.read.ptx.sreg.ntid.y
  // CHECK: %[[ZH:.*]] = llvm.mul %[[Z]], %[[H]]
  // CHECK: %[[Y:.*]] = nvvm.read.ptx.sreg.tid.y
  // CHECK: %[[ROW:.*]] = llvm.add %[[ZH]], %[[Y]]
  // CHECK: %[[W:.*]] = nvvm.read.ptx.sreg.ntid.x
  // CHECK: %[[ROWW:.*]] = llvm.mul %[[ROW]], %[[W]]
  // CHECK: %[[X:.*]] = nvvm.read.ptx.sreg.tid.x
  // CHECK: %[[T:.*]] = llvm.add %[[ROWW]], %[[X]]
  // CHECK: %[[C5:.*]] = llvm.mlir.constant(5 : i32)
  // CHECK: llvm.lshr %[[T]], %[[C5]]
  gpu.func @warp(%out: !llvm.ptr<1>) kernel {
    %w = gpu.subgroup_id : index
    %s = arith.index_cast %w : index to i64
    llvm.store %s, %out : i64, !llvm.ptr<1>
    gpu.return
  }
}
