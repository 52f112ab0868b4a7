// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @numbers {
  gpu.module @px {
    func.func private @helper() {
      return
    }
    gpu.func @first() kernel {
      gpu.return
    }
    gpu.func @second() kernel {
      gpu.return
    }
  }
  // CHECK-LABEL: func.func @k_numbers(
  // CHECK:         %[[IMAGE:.*]] = llvm.mlir.addressof @aik_image_numbers
  // CHECK-NEXT:    %[[SECOND:.*]] = arith.constant 1 : i32
  // CHECK:         llvm.call %{{.*}}(%arg1, %[[IMAGE]], %[[SECOND]],
  func.func @main() {
    %one = arith.constant 1 : i64
    aikernel.gpu.launch @px::@second blocks(%one, %one, %one)
        threads(%one, %one, %one) args()
    return
  }
}
