// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-number-messages)))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @two(
  // CHECK-SAME:    i1, %{{[^:]*}}: !llvm.ptr<1>)
  // CHECK-SAME:    aikernel.message_values = 1 : i32
  // CHECK-SAME:    aikernel.messages = [#aikernel.message<"first %d", <"k.px", 3, 5>, false>, #aikernel.message<"second", <"k.px", 4, 9, "function 'f' (called at k.px:9:5)">, true>]
  gpu.func @two(%fails: i1) kernel {
    %x = arith.constant 5 : i64
    // CHECK:      %[[Z:.*]] = gpu.block_id z
    // CHECK:      %[[Y:.*]] = gpu.block_id y
    // CHECK:      %[[X:.*]] = gpu.block_id x
    // CHECK:      %[[BLOCK:.*]] = arith.addi %{{.*}}, %[[X]]
    // CHECK:      %[[TX:.*]] = gpu.thread_id x
    // CHECK:      %[[THREAD:.*]] = arith.addi %{{.*}}, %[[TX]]
    // CHECK:      aikernel.gpu.message "first %d"(%{{.*}}) at <"k.px", 3, 5> number 1 block %[[BLOCK]] thread %[[THREAD]]
    aikernel.gpu.message "first %d"(%x) at <"k.px", 3, 5>
    scf.if %fails {
      // CHECK:    aikernel.gpu.message fails "second" at <"k.px", 4, 9, "function 'f' (called at k.px:9:5)"> number 2 block
      aikernel.gpu.message fails "second" at <"k.px", 4, 9, "function 'f' (called at k.px:9:5)">
    }
    gpu.return
  }
  // CHECK-LABEL: gpu.func @one(
  gpu.func @one() kernel {
    // CHECK: aikernel.gpu.message fails "third" at <"k.px", 12, 5> number 1 block
    aikernel.gpu.message fails "third" at <"k.px", 12, 5>
    gpu.return
  }
}

// CHECK-LABEL: gpu.func @none() kernel {
gpu.module @silent {
  gpu.func @none() kernel {
    gpu.return
  }
}
