//===- ValueOps.td - aikernel: what hardware computes and arith lacks -----===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_VALUE_OPS_TD
#define AIKERNEL_VALUE_OPS_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

// Scalars, or vectors that are worked on lane by lane.
class AIKernel_Lanes<list<Type> elements>
    : AnyTypeOf<!listconcat(elements, [VectorOfAnyRankOf<elements>])>;

def AIKernel_Word : AIKernel_Lanes<[I32]>;

def AIKernel_ClmulOp : AIKernel_Op<"clmul",
    [Pure, Commutative, AllTypesMatch<["left", "right", "result"]>]> {
  let summary = "carry-less product: the low half, or the high half";
  let description = [{
    The product of two polynomials over GF(2), of twice the operands' width.

    ```mlir
    %low = aikernel.clmul %a, %b : i64
    %high = aikernel.clmul %a, %b high : i64
    ```
  }];
  let arguments = (ins AIKernel_Lanes<[I32, I64]>:$left,
                       AIKernel_Lanes<[I32, I64]>:$right, UnitAttr:$high);
  let results = (outs AIKernel_Lanes<[I32, I64]>:$result);
  let assemblyFormat = "$left `,` $right (`high` $high^)? attr-dict `:` type($result)";
}

def AIKernel_BytePermOp : AIKernel_Op<"byte_perm",
    [Pure, AllTypesMatch<["low", "high", "selector", "result"]>]> {
  let summary = "four of the eight bytes of two words";
  let description = [{
    Byte i of the result is the one that the low three bits of nibble i of the selector
    name: 0 to 3 are those of `low`, 4 to 7 those of `high`.
  }];
  let arguments = (ins AIKernel_Word:$low, AIKernel_Word:$high, AIKernel_Word:$selector);
  let results = (outs AIKernel_Word:$result);
  let assemblyFormat = "$low `,` $high `,` $selector attr-dict `:` type($result)";
}

def AIKernel_Dot4Op : AIKernel_Op<"dot4",
    [Pure, AllTypesMatch<["left", "right", "addend", "result"]>]> {
  let summary = "the products of the bytes of two words, and a word, summed";
  let description = [{
    The bytes of a side are signed where its attribute says so. The sum wraps.

    ```mlir
    %d = aikernel.dot4 %a signed, %b, %c : i32
    ```
  }];
  let arguments = (ins AIKernel_Word:$left, UnitAttr:$leftSigned,
                       AIKernel_Word:$right, UnitAttr:$rightSigned,
                       AIKernel_Word:$addend);
  let results = (outs AIKernel_Word:$result);
  let assemblyFormat = [{
    $left (`signed` $leftSigned^)? `,` $right (`signed` $rightSigned^)? `,` $addend
    attr-dict `:` type($result)
  }];
}

def AIKernel_AesRound : AIKernel_Enum<"AesRound", "which round of AES", [
  I32EnumAttrCase<"Enc", 0, "enc">,
  I32EnumAttrCase<"EncLast", 1, "enc_last">,
  I32EnumAttrCase<"Dec", 2, "dec">,
  I32EnumAttrCase<"DecLast", 3, "dec_last">,
]>;
def AIKernel_AesRoundAttr : EnumAttr<AIKernel_Dialect, AIKernel_AesRound, "aes">;

def AIKernel_AesOp : AIKernel_Op<"aes",
    [Pure, AllTypesMatch<["s0", "s1", "s2", "s3", "k0", "k1", "k2", "k3",
                          "r0", "r1", "r2", "r3"]>]> {
  let summary = "one round of AES";
  let description = [{
    As the instructions of x86 compute it. A word is a column of the state, its lowest
    byte the first row.

    ```mlir
    %r:4 = aikernel.aes enc(%s0, %s1, %s2, %s3) key(%k0, %k1, %k2, %k3) : i32
    ```
  }];
  let arguments = (ins AIKernel_AesRoundAttr:$round,
                       AIKernel_Word:$s0, AIKernel_Word:$s1, AIKernel_Word:$s2, AIKernel_Word:$s3,
                       AIKernel_Word:$k0, AIKernel_Word:$k1, AIKernel_Word:$k2, AIKernel_Word:$k3);
  let results = (outs AIKernel_Word:$r0, AIKernel_Word:$r1, AIKernel_Word:$r2, AIKernel_Word:$r3);
  let assemblyFormat = [{
    $round `(` $s0 `,` $s1 `,` $s2 `,` $s3 `)` `key` `(` $k0 `,` $k1 `,` $k2 `,` $k3 `)`
    attr-dict `:` type($r0)
  }];
}

def AIKernel_AesSubWordsOp : AIKernel_Op<"aes_sub_words",
    [Pure, AllTypesMatch<["w0", "w1", "r0", "r1"]>]> {
  let summary = "the S-box of AES on the bytes of two words";
  let arguments = (ins AIKernel_Word:$w0, AIKernel_Word:$w1);
  let results = (outs AIKernel_Word:$r0, AIKernel_Word:$r1);
  let assemblyFormat = "$w0 `,` $w1 attr-dict `:` type($r0)";
}

#endif // AIKERNEL_VALUE_OPS_TD
