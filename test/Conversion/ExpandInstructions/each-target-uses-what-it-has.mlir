// RUN: aikernel-opt %s --aikernel-expand-instructions=target=scalar | FileCheck %s --check-prefix=SCALAR
// RUN: aikernel-opt %s --aikernel-expand-instructions=target=avx2 | FileCheck %s --check-prefix=AVX2
// RUN: aikernel-opt %s --aikernel-expand-instructions=target=avx512 | FileCheck %s --check-prefix=AVX512
// RUN: aikernel-opt %s --aikernel-expand-instructions=target=nvptx | FileCheck %s --check-prefix=NVPTX
// RUN: aikernel-opt %s --aikernel-expand-instructions=target=gfx942 | FileCheck %s --check-prefix=GFX9
// RUN: aikernel-opt %s --aikernel-expand-instructions=target=gfx1100 | FileCheck %s --check-prefix=GFX11

// SCALAR-NOT: aikernel
// SCALAR-NOT: call_intrinsic

// SCALAR-LABEL: func.func @dots
// NVPTX-LABEL: func.func @dots
// NVPTX: "llvm.nvvm.idp4a.s.s"
// NVPTX: "llvm.nvvm.idp4a.u.u"
// NVPTX: "llvm.nvvm.idp4a.u.s"
// GFX9-LABEL: func.func @dots
// GFX9: "llvm.amdgcn.sdot4"
// GFX9: "llvm.amdgcn.udot4"
// GFX9-NOT: llvm.amdgcn
// GFX9: arith.muli
// GFX11-LABEL: func.func @dots
// GFX11: "llvm.amdgcn.sudot4"
// GFX11: "llvm.amdgcn.udot4"
// GFX11: "llvm.amdgcn.sudot4"
func.func @dots(%a: i32, %b: i32, %c: i32) -> i32 {
  %d = aikernel.dot4 %a signed, %b signed, %c : i32
  %e = aikernel.dot4 %a, %b, %d : i32
  %f = aikernel.dot4 %a, %b signed, %e : i32
  return %f : i32
}

// AVX2-LABEL: func.func @dots_of_vectors
// AVX2-COUNT-2: "llvm.x86.avx2.pmadd.wd"(%{{.*}}) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
// AVX512-LABEL: func.func @dots_of_vectors
// AVX512: "llvm.x86.avx512.vpdpbusd.256"
func.func @dots_of_vectors(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32> {
  %c = aikernel.dot4 %a, %b signed, %a : vector<8xi32>
  return %c : vector<8xi32>
}

// NVPTX-LABEL: func.func @bytes
// NVPTX: %[[DIGITS:.*]] = arith.constant 30583 : i32
// NVPTX: arith.andi %{{.*}}, %[[DIGITS]]
// NVPTX: "llvm.nvvm.prmt"
// GFX9-LABEL: func.func @bytes
// GFX9: "llvm.amdgcn.perm"(%arg1, %arg0, %{{.*}})
func.func @bytes(%a: i32, %b: i32, %c: i32) -> i32 {
  %d = aikernel.byte_perm %a, %b, %c : i32
  return %d : i32
}

// AVX2-LABEL: func.func @products
// AVX2-COUNT-8: "llvm.x86.pclmulqdq"
// AVX2-NOT: pclmulqdq
// AVX512-LABEL: func.func @products
// AVX512-COUNT-2: "llvm.x86.pclmulqdq.512"
// AVX512-NOT: pclmulqdq
// NVPTX-LABEL: func.func @products
// NVPTX: llvm.intr.bitreverse
func.func @products(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64> {
  %c = aikernel.clmul %a, %b high : vector<8xi64>
  return %c : vector<8xi64>
}

// AVX2-LABEL: func.func @round_of_one_thread
// AVX2-COUNT-1: "llvm.x86.aesni.aesdeclast"(%{{.*}}) : (vector<2xi64>, vector<2xi64>)
// GFX11-LABEL: func.func @round_of_one_thread
// GFX11-NOT: memref
// GFX11: arith.xori
func.func @round_of_one_thread(%s: i32, %k: i32) -> i32 {
  %r:4 = aikernel.aes dec_last(%s, %s, %s, %s) key(%k, %k, %k, %k) : i32
  return %r#3 : i32
}
