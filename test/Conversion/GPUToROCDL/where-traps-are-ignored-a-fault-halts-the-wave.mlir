// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-gpu-to-rocdl))' | FileCheck %s --check-prefix=TRAP
// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(aikernel-gpu-to-rocdl{ignores-traps=true}))' | FileCheck %s --check-prefix=HALT

// TRAP:     llvm.intr.trap
// HALT-NOT: llvm.intr.trap
// HALT:     llvm.inline_asm has_side_effects "s_trap 2{{.*}}s_sethalt 5{{.*}}"
gpu.module @px {
  gpu.func @k() kernel {
    %i = arith.constant 7 : i64
    %at = arith.constant 0 : index
    aikernel.gpu.fault "a"[%i] of %i at <"k.px", 7, 5> block %at thread %at
    gpu.return
  }
}
