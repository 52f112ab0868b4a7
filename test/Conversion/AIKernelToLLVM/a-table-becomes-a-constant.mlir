// RUN: aikernel-opt %s --aikernel-to-llvm | FileCheck %s

module @tables {
  // CHECK: llvm.mlir.global internal constant @primes(dense<[2, 3, 5, 7]> : tensor<4xi32>)
  memref.global "private" constant @primes : memref<2x2xi32> = dense<[[2, 3], [5, 7]]>
  // CHECK-LABEL: func.func @k_tables(
  // CHECK:         %[[TABLE:.*]] = llvm.mlir.addressof @primes : !llvm.ptr
  // CHECK:         llvm.getelementptr %[[TABLE]]
  func.func @main() {
    %c1 = arith.constant 1 : index
    %table = memref.get_global @primes : memref<2x2xi32>
    %x = memref.load %table[%c1, %c1] : memref<2x2xi32>
    return
  }
}
