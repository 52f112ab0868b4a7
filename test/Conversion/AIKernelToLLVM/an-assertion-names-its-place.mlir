// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @assertion {
  // CHECK-DAG:   @[[TEXT:.*]]("n is even\00")
  // CHECK-DAG:   @[[FILE:.*]]("even.px\00")
  // CHECK-LABEL: func.func @k_assertion(
  // CHECK:         %[[FAILS:.*]] = arith.xori
  // CHECK-NEXT:    cf.cond_br %[[FAILS]], ^[[FAILURE:.*]], ^
  // CHECK:       ^[[FAILURE]]:
  // CHECK-DAG:     %[[T:.*]] = llvm.mlir.addressof @[[TEXT]]
  // CHECK-DAG:     %[[F:.*]] = llvm.mlir.addressof @[[FILE]]
  // CHECK-DAG:     %[[LINE:.*]] = arith.constant 12 : i32
  // CHECK-DAG:     %[[COLUMN:.*]] = arith.constant 3 : i32
  // CHECK:         llvm.getelementptr %arg0[120]
  // CHECK:         %[[STATUS:.*]] = llvm.call %{{.*}}(%arg1, %[[T]], %[[F]], %[[LINE]], %[[COLUMN]])
  // CHECK-NEXT:    cf.br ^[[EXIT:.*]](%[[STATUS]] : i32)
  // CHECK:       ^[[EXIT]](%{{.*}}: i32):
  func.func @main(%condition: i1) {
    aikernel.assert %condition, "n is even" loc("even.px":12:3)
    return
  }
}
