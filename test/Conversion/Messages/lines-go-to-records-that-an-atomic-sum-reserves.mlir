// RUN: aikernel-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(aikernel-messages-to-records{scope=agent})))' | FileCheck %s

gpu.module @px {
  // CHECK-LABEL: gpu.func @k(
  // CHECK-SAME:    %[[X:[^:]*]]: i64, %[[BUFFER:[^:]*]]: !llvm.ptr<1>
  gpu.func @k(%x: i64, %buffer: !llvm.ptr<1>) kernel attributes
      {aikernel.messages = [], aikernel.message_values = 2 : i32} {
    %b = gpu.block_id x
    %t = gpu.thread_id x
    // CHECK:     %[[NONE:.*]] = llvm.mlir.zero : !llvm.ptr<1>
    // CHECK:     %[[HAS:.*]] = llvm.icmp "ne" %[[BUFFER]], %[[NONE]]
    // CHECK:     scf.if %[[HAS]] {
    // CHECK:       %[[COUNT:.*]] = llvm.getelementptr %[[BUFFER]][0]
    // CHECK:       %[[NUMBER:.*]] = llvm.atomicrmw add %[[COUNT]], %{{.*}} syncscope("agent") monotonic
    // CHECK:       %[[CAPACITY_AT:.*]] = llvm.getelementptr %[[BUFFER]][8]
    // CHECK:       %[[CAPACITY:.*]] = llvm.load %[[CAPACITY_AT]]
    // CHECK:       %[[FITS:.*]] = arith.cmpi ult, %[[NUMBER]], %[[CAPACITY]]
    // CHECK:       scf.if %[[FITS]] {
    // CHECK:         %[[SIZE:.*]] = arith.constant 32 : i64
    // CHECK:         %[[OFFSET:.*]] = arith.muli %[[NUMBER]], %[[SIZE]]
    // CHECK:         %[[FIRST:.*]] = llvm.getelementptr %[[BUFFER]][64]
    // CHECK:         %[[RECORD:.*]] = llvm.getelementptr %[[FIRST]][%[[OFFSET]]]
    // CHECK:         %[[WHICH:.*]] = arith.constant 3 : i32
    // CHECK:         llvm.store %[[WHICH]]
    // CHECK:         %[[VALUE:.*]] = llvm.getelementptr %[[RECORD]][16]
    // CHECK:         llvm.store %[[X]], %[[VALUE]]
    // CHECK-NOT: aikernel.gpu.message
    // CHECK-NOT: aikernel.gpu.trap
    aikernel.gpu.message "%d"(%x) at <"k.px", 7, 5> number 3 block %b thread %t
    gpu.return
  }
}
