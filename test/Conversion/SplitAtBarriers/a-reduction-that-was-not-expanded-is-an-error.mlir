// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers=collectives=true --verify-diagnostics

func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %u: f32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    // expected-error @+1 {{'aikernel.gpu.reduce' op must have been expanded before}}
    %s = aikernel.gpu.reduce warp sum %u : f32
    scf.reduce
  }
  return
}
