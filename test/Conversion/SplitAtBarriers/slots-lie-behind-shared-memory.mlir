// In the scratch area, behind the static shared arrays (their bytes are noted)
// and the dynamic ones (a launch says how many). Each slot has room for the
// threads of the block, rounded up to 64.
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-split-at-barriers | FileCheck %s

// CHECK-LABEL: func.func @task(
// CHECK-SAME:    %[[LAUNCH:[^ ]*]]: !llvm.ptr, %{{[^ ]*}}: i64, %{{[^ ]*}}: i64, %[[SCRATCH:[^ ]*]]: !llvm.ptr,
// CHECK-SAME:    aikernel.scratch_bytes_per_thread = 12 : i64, aikernel.shared_bytes = 128 : i64
// CHECK:         %[[COUNT:.*]] = arith.muli %{{.*}}, %{{.*}} : i64
// CHECK:         %[[MORE:.*]] = arith.addi %{{.*}}, %c63
// CHECK:         %[[THREADS:.*]] = arith.andi %[[MORE]], %c-64
// CHECK:         %[[STATIC:.*]] = arith.constant 128 : i64
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[LAUNCH]][24]
// CHECK:         llvm.load %[[AT]] : !llvm.ptr -> i32
// CHECK:         %[[DYNAMIC:.*]] = arith.andi
// CHECK:         %[[OFFSET:.*]] = arith.addi %[[STATIC]], %[[DYNAMIC]]
// CHECK:         %[[SLOTS:.*]] = llvm.getelementptr %[[SCRATCH]][%[[OFFSET]]]
// CHECK-DAG:     %[[NEXT:.*]] = arith.muli %c4{{.*}}, %[[THREADS]]
// CHECK-DAG:     llvm.getelementptr %[[SLOTS]][%[[NEXT]]]
func.func @task(%api: !llvm.ptr, %args: !llvm.ptr, %launch: !llvm.ptr, %begin: i64,
                %end: i64, %scratch: !llvm.ptr, %n: index,
                %a: !llvm.ptr)
    attributes {aikernel.shared_bytes = 128 : i64} {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  scf.parallel (%z, %y, %x) = (%zero, %zero, %zero) to (%one, %one, %n)
      step (%one, %one, %one) {
    %i = arith.index_cast %x : index to i64
    %at = llvm.getelementptr %a[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    %v = llvm.load %at : !llvm.ptr -> f32
    %d = llvm.load %at : !llvm.ptr -> f64
    gpu.barrier
    "test.after"(%v, %d) : (f32, f64) -> ()
    scf.reduce
  }
  return
}
