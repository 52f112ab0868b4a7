// RUN: not aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-expand-collectives)))" \
// RUN:   2>&1 | FileCheck %s

gpu.module @m {
  gpu.func @bits(%v: f32, %out: memref<?xf32>) kernel {
    %t = gpu.thread_id x
    // CHECK: [[@LINE+1]]:10: error: 'aikernel.gpu.reduce' op cannot combine values of type 'f32' by 'xor'
    %r = aikernel.gpu.reduce warp xor %v : f32
    memref.store %r, %out[%t] : memref<?xf32>
    gpu.return
  }
}
