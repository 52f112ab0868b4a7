// An AikLaunch begins with grid[3], then block[3].
//
// RUN: aikernel-opt %s --allow-unregistered-dialect --aikernel-blocks-to-tasks | FileCheck %s

// CHECK-LABEL: func.func @aik_kernel_kernel_scalar(
// CHECK-SAME:    %{{[^:]*}}: !llvm.ptr, %{{[^:]*}}: !llvm.ptr {llvm.readonly}, %[[LAUNCH:[^:]*]]: !llvm.ptr
// CHECK:         %[[GX_WORD:.*]] = llvm.load %[[LAUNCH]] invariant : !llvm.ptr -> i32
// CHECK:         %[[GX:.*]] = arith.index_castui %[[GX_WORD]]
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[LAUNCH]][4]
// CHECK:         %[[WORD:.*]] = llvm.load %[[AT]]
// CHECK:         %[[GY:.*]] = arith.index_castui %[[WORD]]
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[LAUNCH]][12]
// CHECK:         %[[WORD:.*]] = llvm.load %[[AT]]
// CHECK:         %[[BX:.*]] = arith.index_castui %[[WORD]]
// CHECK:         %[[AT:.*]] = llvm.getelementptr %[[LAUNCH]][20]
// CHECK:         %[[WORD:.*]] = llvm.load %[[AT]]
// CHECK:         %[[BZ:.*]] = arith.index_castui %[[WORD]]
// CHECK:         scf.for %[[NUMBER:[^ ]*]] =
// CHECK:           %[[X:.*]] = arith.remui %[[NUMBER]], %[[GX]]
// CHECK:           %[[REST:.*]] = arith.divui %[[NUMBER]], %[[GX]]
// CHECK:           %[[Y:.*]] = arith.remui %[[REST]], %[[GY]]
// CHECK:           %[[Z:.*]] = arith.divui %[[REST]], %[[GY]]
// CHECK:           scf.parallel (%[[TZ:[^,]*]], %[[TY:[^,]*]], %[[TX:[^)]*]]) =
// CHECK-SAME:        to (%[[BZ]], %{{.*}}, %[[BX]])
// CHECK:             "test.ids"(%[[TX]], %[[TZ]], %[[X]], %[[Y]], %[[Z]], %[[BX]], %[[GX]])
gpu.module @px {
  gpu.func @kernel() kernel {
    %tx = gpu.thread_id x
    %tz = gpu.thread_id z
    %x = gpu.block_id x
    %y = gpu.block_id y
    %z = gpu.block_id z
    %bx = gpu.block_dim x
    %gx = gpu.grid_dim x
    "test.ids"(%tx, %tz, %x, %y, %z, %bx, %gx)
      : (index, index, index, index, index, index, index) -> ()
    gpu.return
  }
}
