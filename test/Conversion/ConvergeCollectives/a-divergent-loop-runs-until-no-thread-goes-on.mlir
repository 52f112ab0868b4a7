// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives),canonicalize))" \
// RUN:   | FileCheck %s
// RUN: aikernel-opt %s --pass-pipeline="builtin.module(gpu.module(gpu.func(aikernel-converge-collectives{block=true}),canonicalize))" \
// RUN:   | FileCheck %s --check-prefix=BLOCK

gpu.module @m {
  // CHECK-LABEL: @halve(
  // CHECK: scf.while (%[[V:.*]] = %{{.*}}, %[[RUNNING:.*]] = %true, %[[LAST:.*]] = %{{.*}})
  // CHECK:   %[[C:.*]] = arith.cmpi sgt, %[[V]]
  // CHECK:   %[[GOES_ON:.*]] = arith.select %[[RUNNING]], %[[C]], %false
  // The result is latched when a thread leaves.
  // CHECK:   %[[RESULT:.*]] = arith.select %[[RUNNING]], %[[V]], %[[LAST]]
  // CHECK:   %[[BITS:.*]] = aikernel.gpu.ballot %[[GOES_ON]]
  // CHECK:   %[[ANY:.*]] = arith.cmpi ne, %[[BITS]]
  // CHECK:   scf.condition(%[[ANY]]) %[[V]], %[[GOES_ON]], %[[RESULT]]
  // CHECK: ^bb0(%[[W:.*]]: i32, %[[ACTIVE:.*]]: i1, %{{.*}}: i32):
  // CHECK:   aikernel.gpu.shuffle  xor %[[W]], %{{.*}} active %[[ACTIVE]]

  // BLOCK-LABEL: @halve(
  // BLOCK: %[[ANY:.*]] = aikernel.gpu.reduce  block  or %{{.*}} : i1
  // BLOCK: scf.condition(%[[ANY]])
  gpu.func @halve(%n: i32, %out: memref<?xi32>) kernel {
    %t = gpu.thread_id x
    %v = arith.index_cast %t : index to i32
    %r = scf.while (%x = %v) : (i32) -> i32 {
      %c = arith.cmpi sgt, %x, %n : i32
      scf.condition(%c) %x : i32
    } do {
    ^bb0(%x: i32):
      %w = aikernel.gpu.shuffle xor %x, %n : i32
      %d = arith.subi %w, %x : i32
      scf.yield %d : i32
    }
    memref.store %r, %out[%t] : memref<?xi32>
    gpu.return
  }
}
