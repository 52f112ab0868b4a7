// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

// In a loop as well: the branch leaves it. The failure learns its line.

module @statuses {
  // CHECK-LABEL: func.func @k_statuses(
  // CHECK:       ^[[HEAD:.*]](%{{.*}}: index):
  // CHECK-NEXT:    arith.cmpi slt
  // CHECK-NEXT:    cf.cond_br %{{.*}}, ^[[BODY:.*]], ^[[AFTER:.*]]
  // CHECK:       ^[[BODY]]:
  // CHECK:         %[[STATUS:.*]] = llvm.call %{{.*}}(%arg1) : !llvm.ptr, (!llvm.ptr) -> i32
  // CHECK-NEXT:    %[[ZERO:.*]] = arith.constant 0 : i32
  // CHECK-NEXT:    %[[FAILS:.*]] = arith.cmpi ne, %[[STATUS]], %[[ZERO]] : i32
  // CHECK-NEXT:    cf.cond_br %[[FAILS]], ^[[FAILURE:.*]], ^[[REST:.*]]
  // CHECK:       ^[[REST]]:
  // CHECK:         cf.br ^[[HEAD]]
  // CHECK:       ^[[AFTER]]:
  // CHECK:         %[[ZERO:.*]] = arith.constant 0 : i32
  // CHECK:         return %[[ZERO]] : i32
  // CHECK:       ^[[FAILURE]]:
  // CHECK:         %[[SAME:.*]] = llvm.call %{{.*}}(%arg1, %[[STATUS]], %{{.*}}, %{{.*}}, %{{.*}})
  // CHECK-NEXT:    cf.br ^[[EXIT:.*]](%[[SAME]] : i32)
  // CHECK:       ^[[EXIT]](%[[RESULT:.*]]: i32):
  // CHECK-NEXT:    return %[[RESULT]] : i32
  func.func @main() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c9 = arith.constant 9 : index
    scf.for %i = %c0 to %c9 step %c1 {
      aikernel.gpu.wait
    }
    return
  }
}
