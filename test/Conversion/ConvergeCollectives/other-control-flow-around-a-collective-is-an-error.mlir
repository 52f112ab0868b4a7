// RUN: not aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives)))" \
// RUN:   2>&1 | FileCheck %s

gpu.module @m {
  gpu.func @region() kernel {
    // CHECK: [[@LINE+1]]:5: error: 'scf.execute_region' op around a collective cannot be taken apart
    scf.execute_region {
      aikernel.gpu.sync_warp
      scf.yield
    }
    gpu.return
  }
}
