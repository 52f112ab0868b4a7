// The block's number is taken apart x fastest; the innermost loop is the one over
// threads along x.
//
// RUN: aikernel-opt %s --aikernel-blocks-to-tasks=version=avx2 | FileCheck %s

// CHECK-NOT:   gpu.module
// CHECK-LABEL: func.func @aik_kernel_empty_avx2(
// CHECK-SAME:    %[[API:[^:]*]]: !llvm.ptr, %[[ARGS:[^:]*]]: !llvm.ptr {llvm.readonly}, %[[LAUNCH:[^:]*]]: !llvm.ptr {llvm.readonly},
// CHECK-SAME:    %[[BEGIN:[^:]*]]: i64, %[[END:[^:]*]]: i64, %[[SCRATCH:[^:]*]]: !llvm.ptr {llvm.noalias})
// CHECK-DAG:     %[[FROM:.*]] = arith.index_castui %[[BEGIN]] : i64 to index
// CHECK-DAG:     %[[TO:.*]] = arith.index_castui %[[END]] : i64 to index
// CHECK:         scf.for %{{.*}} = %[[FROM]] to %[[TO]] step %{{.*}} {
// CHECK:           scf.parallel (%{{.*}}, %{{.*}}, %{{.*}}) = (%c0, %c0, %c0) to
// CHECK:         return
gpu.module @px {
  gpu.func @empty() kernel {
    gpu.return
  }
}
