// RUN: aikernel-opt %s --verify-diagnostics --split-input-file

func.func @not_there(%n: i64) {
  // expected-error @+1 {{'aikernel.gpu.launch' op launches @px::@kernel, which is not a kernel}}
  aikernel.gpu.launch @px::@kernel blocks(%n, %n, %n) threads(%n, %n, %n) args()
  return
}

// -----

gpu.module @px {
  gpu.func @helper(%x: f32) {
    gpu.return
  }
}
func.func @not_a_kernel(%n: i64, %x: f32) {
  // expected-error @+1 {{'aikernel.gpu.launch' op launches @px::@helper, which is not a kernel}}
  aikernel.gpu.launch @px::@helper blocks(%n, %n, %n) threads(%n, %n, %n) args(%x : f32)
  return
}

// -----

gpu.module @px {
  gpu.func @kernel(%x: f32, %a: !llvm.ptr<1>) kernel {
    gpu.return
  }
}
func.func @too_few(%n: i64, %x: f32) {
  // expected-error @+1 {{'aikernel.gpu.launch' op passes 1 arguments to a kernel of 2 parameters}}
  aikernel.gpu.launch @px::@kernel blocks(%n, %n, %n) threads(%n, %n, %n) args(%x : f32)
  return
}

// -----

gpu.module @px {
  gpu.func @kernel(%x: f32, %a: !llvm.ptr<1>) kernel {
    gpu.return
  }
}
func.func @another_scalar(%n: i64, %a: memref<?xf32>) {
  // expected-error @+1 {{'aikernel.gpu.launch' op argument 0 has type 'i64', the parameter is 'f32'}}
  aikernel.gpu.launch @px::@kernel blocks(%n, %n, %n) threads(%n, %n, %n)
    args(%n, %a : i64, memref<?xf32>)
  return
}

// -----

gpu.module @px {
  gpu.func @kernel(%x: f32, %a: !llvm.ptr<1>) kernel {
    gpu.return
  }
}
func.func @no_array(%n: i64, %x: f32) {
  // expected-error @+1 {{'aikernel.gpu.launch' op argument 1 has type 'f32', the parameter is '!llvm.ptr<1>'}}
  aikernel.gpu.launch @px::@kernel blocks(%n, %n, %n) threads(%n, %n, %n)
    args(%x, %x : f32, f32)
  return
}
