// RUN: aikernel-opt %s --aikernel-expand-instructions=target=avx512 --cse --canonicalize | FileCheck %s

// Four vectors are transposed for the first state, for the key, and behind the
// last round, by eight shuffles each.
// CHECK-LABEL: func.func @rounds
// CHECK-COUNT-16: vector.shuffle
// CHECK-NOT: vector.shuffle
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.aesni.aesenc.512"
// CHECK-NOT: vector.shuffle
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.aesni.aesdec.512"
// CHECK-NOT: vector.shuffle
// CHECK-COUNT-4: llvm.call_intrinsic "llvm.x86.aesni.aesenclast.512"
// CHECK-COUNT-8: vector.shuffle
// CHECK-NOT: vector.shuffle
func.func @rounds(
    %s0: vector<16xi32>, %s1: vector<16xi32>, %s2: vector<16xi32>, %s3: vector<16xi32>,
    %k0: vector<16xi32>, %k1: vector<16xi32>, %k2: vector<16xi32>, %k3: vector<16xi32>)
    -> (vector<16xi32>, vector<16xi32>, vector<16xi32>, vector<16xi32>) {
  %a:4 = aikernel.aes enc(%s0, %s1, %s2, %s3) key(%k0, %k1, %k2, %k3) : vector<16xi32>
  %b:4 = aikernel.aes dec(%a#0, %a#1, %a#2, %a#3) key(%k0, %k1, %k2, %k3) : vector<16xi32>
  %c:4 = aikernel.aes enc_last(%b#0, %b#1, %b#2, %b#3) key(%k0, %k1, %k2, %k3) : vector<16xi32>
  return %c#0, %c#1, %c#2, %c#3 : vector<16xi32>, vector<16xi32>, vector<16xi32>, vector<16xi32>
}
