// RUN: aikernel-opt %s --aikernel-kernel-abi=target=nvptx --verify-diagnostics

gpu.module @px {
  gpu.func @kernel(%a: !llvm.ptr<1>, %n: i32) kernel {
    %i = gpu.thread_id x
    %A = aikernel.mem.view %a[] : !llvm.ptr<1> -> memref<?xi32>
    // expected-error @+1 {{'memref.atomic_rmw' op has a kind that no px atomic has}}
    %old = memref.atomic_rmw muli %n, %A[%i] : (i32, memref<?xi32>) -> i32
    gpu.return
  }
}
