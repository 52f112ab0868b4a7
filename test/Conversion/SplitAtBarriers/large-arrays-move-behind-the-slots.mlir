// The largest ones move, until the rest fits: 64 threads have 40000 bytes, 625 each.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --pass-pipeline='builtin.module(func.func(aikernel-large-arrays-to-scratch{limit=1000}))' | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    aikernel.scratch_bytes_per_thread = 633 : i64
// CHECK:         %[[EIGHT:.*]] = arith.constant 8 : i64
// CHECK:         %[[OFFSET:.*]] = arith.muli %[[EIGHT]], %{{.*}} : i64
// CHECK:         %[[MEMORY:.*]] = llvm.getelementptr %{{.*}}[%[[OFFSET]]]
// CHECK:         %[[SMALL:.*]] = llvm.alloca %{{.*}} x !llvm.array<100 x f32>
// CHECK-NOT:     llvm.alloca
// CHECK:         "test.use"(%[[MEMORY]], %[[SMALL]])
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr)
    attributes {aikernel.scratch_bytes_per_thread = 8 : i64} {
  %one = arith.constant 1 : i32
  %small = llvm.alloca %one x !llvm.array<100 x f32> : (i32) -> !llvm.ptr
  %large = llvm.alloca %one x !llvm.array<10000 x f32> : (i32) -> !llvm.ptr
  "test.use"(%large, %small) : (!llvm.ptr, !llvm.ptr) -> ()
  return
}
