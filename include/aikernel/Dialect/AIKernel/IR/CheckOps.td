//===- CheckOps.td - aikernel.check: what checked kernels report ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the CPU only. `block` and `thread` are linear numbers, x fastest.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CHECK_OPS_TD
#define AIKERNEL_CHECK_OPS_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class AIKernel_CheckOp<string mnemonic> : AIKernel_Op<"check." # mnemonic,
    [MemoryEffects<[MemRead, MemWrite]>]>;

def AIKernel_AccessOp : AIKernel_CheckOp<"access"> {
  let summary = "a thread is about to access an element that others see too";
  let description = [{
    `index` counts all elements of the array, row by row; `sizes` are its sizes where
    they are known, and `checks` are AikChecks of abi.h. aikernel-kernel-abi makes a
    pointer to the first element of the array.

    ```mlir
    aikernel.check.access read "s"[%i] in %s : memref<16xf32> at <"k.px", 7, 5>
      declared <"k.px", 3, 16> sizes [16] bytes 4 checks 3 warp 32 shared block %b thread %t
    ```
  }];
  let arguments = (ins AIKernel_AccessKindAttr:$kind, AnyType:$array, I64:$index,
                       StrAttr:$name, AIKernel_SiteAttr:$site,
                       AIKernel_SiteAttr:$declaration, DenseI64ArrayAttr:$sizes,
                       I32Attr:$bytes, I32Attr:$checks, I32Attr:$warp,
                       UnitAttr:$isShared,
                       Index:$block, Index:$thread);
  let assemblyFormat = [{
    $kind $name `[` $index `]` `in` $array `:` type($array) `at` $site
    `declared` $declaration `sizes` $sizes `bytes` $bytes `checks` $checks
    `warp` $warp (`shared` $isShared^)? `block` $block `thread` $thread attr-dict
  }];
}

def AIKernel_SyncOp : AIKernel_CheckOp<"sync"> {
  let summary = "a thread comes to a barrier";
  let description = "Of a warp of so many threads, or of the block where `warp` is 0.";
  let arguments = (ins I32Attr:$warp, AIKernel_SiteAttr:$site, Index:$block,
                       Index:$thread);
  let assemblyFormat = "$warp `at` $site `block` $block `thread` $thread attr-dict";
}

def AIKernel_VoteOp : AIKernel_CheckOp<"vote"> {
  let summary = "which way a thread goes at the next branch";
  let arguments = (ins I64:$value, Index:$block, Index:$thread);
  let assemblyFormat = "$value `block` $block `thread` $thread attr-dict";
}

def AIKernel_AgreeOp : AIKernel_CheckOp<"agree"> {
  let summary = "what all threads of the block have voted for";
  let description = [{
    Follows a barrier behind the votes. Ends the launch where two of them differ.
  }];
  let arguments = (ins StrAttr:$verb, AIKernel_SiteAttr:$barrier,
                       AIKernel_SiteAttr:$branch, Index:$block);
  let results = (outs I64:$value);
  let assemblyFormat = "$verb `at` $barrier `after` $branch `block` $block attr-dict";
}

#endif // AIKERNEL_CHECK_OPS_TD
