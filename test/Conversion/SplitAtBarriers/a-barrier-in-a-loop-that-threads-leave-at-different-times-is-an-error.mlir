// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers --verify-diagnostics

func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    // expected-error @+1 {{a barrier or block collective stands under a condition that can differ between threads}}
    scf.for %k = %zero to %x step %one {
      gpu.barrier
    }
    scf.reduce
  }
  return
}
