// RUN: not aikernel-opt %s --aikernel-to-llvm 2>&1 | FileCheck %s

module @unknown {
  func.func @main(%x: memref<?xf32, #aikernel.mem<host>>) {
    %c0 = arith.constant 0 : index
    // CHECK: [[@LINE+1]]:10: error: 'memref.dim' op cannot take an array in the host program
    %n = memref.dim %x, %c0 : memref<?xf32, #aikernel.mem<host>>
    return
  }
}
