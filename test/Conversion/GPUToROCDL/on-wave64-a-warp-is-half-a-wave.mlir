// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl{wave=64}))" \
// RUN:   | FileCheck %s

gpu.module @m {
  // CHECK-LABEL: llvm.func @ballot(
  // CHECK: %[[BITS:.*]] = rocdl.ballot %{{.*}} : i64
  // CHECK: rocdl.mbcnt.lo
  // CHECK: %[[LANE:.*]] = rocdl.mbcnt.hi
  // CHECK: %[[FIRST:.*]] = llvm.and %[[LANE]]
  // CHECK: %[[SHIFT:.*]] = llvm.zext %[[FIRST]] : i32 to i64
  // CHECK: %[[MINE:.*]] = llvm.lshr %[[BITS]], %[[SHIFT]]
  // CHECK: llvm.trunc %[[MINE]] : i64 to i32
  gpu.func @ballot(%c: i1, %out: !llvm.ptr<1>) kernel {
    %bits = aikernel.gpu.ballot %c
    llvm.store %bits, %out : i64, !llvm.ptr<1>
    gpu.return
  }

  // CHECK-LABEL: llvm.func @shuffle(
  // CHECK: %[[LANE:.*]] = llvm.and %{{.*}}, %{{.*}} : i32
  // CHECK: %[[FIRST:.*]] = llvm.and
  // CHECK: %[[IN_WAVE:.*]] = llvm.or %{{.*}}, %{{.*}} : i32
  // CHECK: %[[BYTE:.*]] = llvm.shl %[[IN_WAVE]]
  // CHECK: rocdl.ds_bpermute %[[BYTE]]
  gpu.func @shuffle(%v: i32, %lane: i32, %out: !llvm.ptr<1>) kernel {
    %w = aikernel.gpu.shuffle idx %v, %lane : i32
    llvm.store %w, %out : i32, !llvm.ptr<1>
    gpu.return
  }
}
