// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @records {
  // CHECK-DAG:   @[[NAME:.*]]("step\00")
  // CHECK-DAG:   @[[OLD:.*]]("the program needs a newer runtime\00")
  // CHECK-LABEL: func.func @k_records(
  // The list of the program: none.
  // CHECK:         %[[SLOT:.*]] = llvm.alloca {{.*}} x !llvm.array<8 x i8>
  // CHECK-NEXT:    %[[NONE:.*]] = llvm.mlir.zero : !llvm.ptr
  // CHECK-NEXT:    llvm.store %[[NONE]], %[[SLOT]]
  // CHECK:         arith.cmpi ule
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[TOO_OLD:.*]], ^
  // CHECK:         %[[TEXT:.*]] = llvm.mlir.addressof @[[NAME]]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[SLOT]], %{{.*}})
  // CHECK:         llvm.call %{{.*}}(%arg1, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) : !llvm.ptr, (!llvm.ptr, !llvm.ptr, i64, i32, i64) -> i32
  // CHECK:         llvm.call %{{.*}}(%arg1) : !llvm.ptr, (!llvm.ptr) -> i32
  // CHECK:         cf.br ^[[REST:.*]](%{{.*}} : i32)
  // CHECK:       ^[[REST]](%[[RESULT:.*]]: i32):
  // CHECK:         %[[LIST:.*]] = llvm.load %[[SLOT]]
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[LIST]], %{{.*}})
  // CHECK:         arith.extsi %[[RESULT]]
  // CHECK:       ^[[TOO_OLD]]:
  // CHECK:         llvm.mlir.addressof @[[OLD]]
  func.func @main(%a: memref<?xi32, #aikernel.mem<host>>, %n: i32)
      attributes {px.parameters = ["x", "n"]} {
    %last = aikernel.gpu.commands "step" -> i32 {
      aikernel.mem.fill %n, %a : i32, memref<?xi32, #aikernel.mem<host>>
      aikernel.yield %n : i32
    }
    aikernel.gpu.submit_commands "step"
    aikernel.print "", %last : i32 {isSigned, newline}
    return
  }
}
