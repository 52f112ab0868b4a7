// Every thread leaves its value and whether it takes part, then reads those of
// another. A source beyond the warp or the block, or one that does not take
// part, gives the thread's own value.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers=collectives=true | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    aikernel.scratch_bytes_per_thread
// CHECK:         scf.parallel
// CHECK:           %[[V:.*]] = llvm.load %{{.*}} -> f32
// CHECK-DAG:       llvm.store %[[V]], %{{.*}} : f32
// CHECK-DAG:       llvm.store %{{.*}} : i8
// CHECK:         }
// CHECK:         scf.parallel
// CHECK:           %[[SOURCE:[^ ]*]] = arith.addi %{{.*}} : i64
// CHECK-NEXT:      %[[IN_WARP:.*]] = arith.cmpi ult, %[[SOURCE]], %c32
// CHECK:           %[[NUMBER:.*]] = arith.addi %{{.*}}, %[[SOURCE]]
// CHECK:           %[[IN_BLOCK:.*]] = arith.cmpi ult, %[[NUMBER]]
// CHECK:           %[[EXISTS:.*]] = arith.andi %[[IN_WARP]], %[[IN_BLOCK]]
// CHECK:           %[[READABLE:.*]] = arith.select %[[EXISTS]], %[[NUMBER]], %{{.*}}
// CHECK:           %[[TAKES_PART:.*]] = arith.andi %[[EXISTS]]
// CHECK:           %[[W:.*]] = arith.select %[[TAKES_PART]]
// CHECK-NEXT:      "test.after"(%[[W]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr, %lane: i32) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %w = aikernel.gpu.shuffle down %v, %lane : f32
    "test.after"(%w) : (f32) -> ()
    scf.reduce
  }
  return
}
