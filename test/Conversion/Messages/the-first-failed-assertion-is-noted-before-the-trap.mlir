// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-messages-to-records)))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @k(
  // CHECK-SAME:    %[[BUFFER:[^:]*]]: !llvm.ptr<1>
  gpu.func @k(%buffer: !llvm.ptr<1>) kernel attributes
      {aikernel.messages = [], aikernel.message_values = 0 : i32} {
    %b = gpu.block_id x
    %t = gpu.thread_id x
    // CHECK:     scf.if
    // CHECK:       %[[FAILED:.*]] = llvm.getelementptr %[[BUFFER]][16]
    // CHECK:       %[[PAIR:.*]] = llvm.cmpxchg %[[FAILED]], %{{.*}}, %{{.*}} syncscope("device") monotonic monotonic
    // CHECK:       %[[IS_FIRST:.*]] = llvm.extractvalue %[[PAIR]][1]
    // CHECK:       scf.if %[[IS_FIRST]] {
    // CHECK:         llvm.getelementptr %[[BUFFER]][20]
    // CHECK:         llvm.getelementptr %[[BUFFER]][24]
    // CHECK:       }
    // CHECK:       llvm.fence release
    // CHECK:     }
    // CHECK-NEXT: aikernel.gpu.trap
    aikernel.gpu.message fails "no" at <"k.px", 7, 5> number 1 block %b thread %t
    gpu.return
  }
}
