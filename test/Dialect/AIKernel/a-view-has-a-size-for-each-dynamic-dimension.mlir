// RUN: aikernel-opt %s --verify-diagnostics --split-input-file

func.func @too_few(%p: !llvm.ptr<1>, %n: index) {
  // expected-error @+1 {{'aikernel.mem.view' op has 1 sizes, but 'memref<?x?xf32>' has 2 dynamic dimensions}}
  %0 = aikernel.mem.view %p[%n] : !llvm.ptr<1> -> memref<?x?xf32>
  return
}

// -----

func.func @too_many(%p: !llvm.ptr<1>, %n: index) {
  // expected-error @+1 {{'aikernel.mem.view' op has 1 sizes, but 'memref<8xf32>' has 0 dynamic dimensions}}
  %0 = aikernel.mem.view %p[%n] : !llvm.ptr<1> -> memref<8xf32>
  return
}

// -----

func.func @only_one_dimension_may_be_unknown(%p: !llvm.ptr<1>) {
  // expected-error @+1 {{'aikernel.mem.view' op has 0 sizes, but 'memref<?x?xf32>' has 2 dynamic dimensions}}
  %0 = aikernel.mem.view %p[] : !llvm.ptr<1> -> memref<?x?xf32>
  return
}
