// RUN: not aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(aikernel-gpu-to-rocdl{wave=16}))" \
// RUN:   2>&1 | FileCheck %s

// CHECK: error: aikernel-gpu-to-rocdl: a wave has 32 or 64 threads, not 16
gpu.module @m {
}
