// RUN: not aikernel-opt %s --aikernel-to-llvm 2>&1 | FileCheck %s

// CHECK: error: aikernel-to-llvm: the module has no name
module {
}
