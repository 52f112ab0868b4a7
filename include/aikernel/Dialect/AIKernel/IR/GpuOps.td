//===- GpuOps.td - aikernel.gpu: launches, warps, blocks ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_GPU_OPS_TD
#define AIKERNEL_GPU_OPS_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Host side
//===----------------------------------------------------------------------===//

def AIKernel_GpuLaunchOp : AIKernel_Op<"gpu.launch",
    [AttrSizedOperandSegments, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "launch a kernel on the selected device";
  let description = [{
    Submits a grid of `blocks` blocks of `threads` threads; a number that is not
    from 1 to 2^31 - 1 ends the host program with an error. Arguments follow the
    kernel's parameters in order: an array is a memref whose elements have the
    parameter's type, a scalar has the parameter's type. Launches run in the order
    in which they are submitted; `aikernel.gpu.wait` waits for them.

    ```mlir
    aikernel.gpu.launch @px::@saxpy blocks(%g, %one, %one) threads(%b, %one, %one)
      args(%a, %x, %y, %n : f32, memref<?xf32>, memref<?xf32>, i32)
    ```
  }];
  let arguments = (ins SymbolRefAttr:$kernel,
                       Arg<I64, "blocks along x, y, z">:$gridX, I64:$gridY, I64:$gridZ,
                       Arg<I64, "threads along x, y, z">:$blockX, I64:$blockY, I64:$blockZ,
                       Arg<Optional<I64>, "bytes of shared memory beside the static ones">:$sharedBytes,
                       Variadic<AnyType>:$arguments);
  let assemblyFormat = [{
    $kernel `blocks` `(` $gridX `,` $gridY `,` $gridZ `)`
    `threads` `(` $blockX `,` $blockY `,` $blockZ `)`
    (`shared` `(` $sharedBytes^ `)`)?
    `args` `(` ($arguments^ `:` type($arguments))? `)` attr-dict
  }];
}

def AIKernel_GpuWaitOp : AIKernel_Op<"gpu.wait"> {
  let summary = "wait until everything submitted has finished";
  let assemblyFormat = "attr-dict";
}

def AIKernel_GpuCommandsOp : AIKernel_Op<"gpu.commands"> {
  let summary = "record launches, copies and fills as a list to be submitted";
  let description = [{
    Executes its body once, which records the `aikernel.gpu.launch`, `aikernel.mem.copy`
    and `aikernel.mem.fill` that it reaches in place of doing them: operands are
    evaluated and checked now. A list of that name which was recorded before is replaced.
    The results are those of `aikernel.yield`.

    ```mlir
    aikernel.gpu.commands "step" {
      aikernel.mem.fill %zero, %bins : i32, memref<?xi32>
      aikernel.gpu.launch @px::@count blocks(%b, %c1, %c1) threads(%t, %c1, %c1)
        args(%bins : memref<?xi32>)
      aikernel.yield
    }
    aikernel.gpu.submit_commands "step"
    ```
  }];
  let arguments = (ins StrAttr:$name);
  let regions = (region AnyRegion:$body);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = "$name (`->` type($results)^)? $body attr-dict";
  let hasVerifier = 1;
}

def AIKernel_YieldOp : AIKernel_Op<"yield", [Terminator, Pure]> {
  let summary = "end a recording";
  let arguments = (ins Variadic<AnyType>:$operands);
  let assemblyFormat = "($operands^ `:` type($operands))? attr-dict";
}

def AIKernel_GpuSubmitCommandsOp : AIKernel_Op<"gpu.submit_commands"> {
  let summary = "do what a list holds";
  let description = [{
    A list that has not been recorded, or that works on a buffer which has been freed,
    ends the host program with an error.
  }];
  let arguments = (ins StrAttr:$name);
  let assemblyFormat = "$name attr-dict";
}

def AIKernel_GpuSelectOp : AIKernel_Op<"gpu.select"> {
  let summary = "pick the device of what follows, by its number or its name";
  let description = [{
    A device that the machine lacks ends the host program with an error that lists those
    there are. A buffer belongs to the device that was selected when it was allocated.

    ```mlir
    aikernel.gpu.select %number : i64
    aikernel.gpu.select %name : !aikernel.text
    ```
  }];
  let arguments = (ins AnyTypeOf<[I64, AIKernel_Text]>:$device);
  let assemblyFormat = "$device attr-dict `:` type($device)";
}

def AIKernel_TextOp : AIKernel_Op<"text", [Pure]> {
  let summary = "a text that the source contains";
  let arguments = (ins StrAttr:$value);
  let results = (outs AIKernel_Text:$text);
  let assemblyFormat = "$value attr-dict";
}

def AIKernel_PrintOp : AIKernel_Op<"print"> {
  let summary = "print a piece of a line to standard output";
  let description = [{
    Prints `text`, then the value when there is one; `isSigned` tells how an integer is
    read. `newline` ends the line.
  }];
  let arguments = (ins StrAttr:$text, Optional<AnyType>:$value,
                       UnitAttr:$isSigned, UnitAttr:$newline);
  let assemblyFormat = "$text (`,` $value^ `:` type($value))? attr-dict";
}

def AIKernel_AssertOp : AIKernel_Op<"assert"> {
  let summary = "end the host program with an error when a condition is false";
  let arguments = (ins I1:$condition, StrAttr:$text);
  let assemblyFormat = "$condition `,` $text attr-dict";
}

//===----------------------------------------------------------------------===//
// Inside kernels
//===----------------------------------------------------------------------===//

// A collective reads other threads' values, so it is never moved or duplicated:
// modelled as a read and a write. `active` tells for each thread whether it takes
// part; without it every thread of the warp or block does. The operation itself is
// reached by all threads together: aikernel-converge-collectives makes it so.
class AIKernel_CollectiveOp<string mnemonic, list<Trait> traits = []>
    : AIKernel_Op<"gpu." # mnemonic, traits>;

def AIKernel_ReduceOp : AIKernel_CollectiveOp<"reduce",
    [MemoryEffects<[MemRead, MemWrite]>, AllTypesMatch<["value", "result"]>]> {
  let summary = "combine the values of a warp or block; every thread gets the result";
  let description = [{
    The order is fixed, so that floating-point results are the same on every target:
    within a warp a butterfly (distance 16, 8, 4, 2, 1), over the warps of a block from
    warp 0 upward. Threads that do not take part contribute the neutral element.

    ```mlir
    %s = aikernel.gpu.reduce warp sum %v : f32
    ```
  }];
  let arguments = (ins AIKernel_ScopeAttr:$scope, AIKernel_ReduceKindAttr:$kind,
                       AnyTypeOf<[AnyInteger, AnyFloat]>:$value, Optional<I1>:$active);
  let results = (outs AnyTypeOf<[AnyInteger, AnyFloat]>:$result);
  let assemblyFormat = [{
    $scope $kind $value (`active` $active^)? attr-dict `:` type($value)
  }];
}

def AIKernel_ScanOp : AIKernel_CollectiveOp<"scan",
    [MemoryEffects<[MemRead, MemWrite]>, AllTypesMatch<["value", "result"]>]> {
  let summary = "inclusive scan over a warp or block, in thread order";
  let description = [{
    Within a warp by doubling distances (Hillis and Steele, 1986); over the warps of a
    block from warp 0 upward.
  }];
  let arguments = (ins AIKernel_ScopeAttr:$scope, AIKernel_ReduceKindAttr:$kind,
                       AnyTypeOf<[AnyInteger, AnyFloat]>:$value, Optional<I1>:$active);
  let results = (outs AnyTypeOf<[AnyInteger, AnyFloat]>:$result);
  let assemblyFormat = [{
    $scope $kind $value (`active` $active^)? attr-dict `:` type($value)
  }];
}

def AIKernel_ShuffleOp : AIKernel_CollectiveOp<"shuffle",
    [MemoryEffects<[MemRead, MemWrite]>, AllTypesMatch<["value", "result"]>]> {
  let summary = "another lane's value";
  let description = [{
    `lane` is a lane number (`idx`), a distance (`up`, `down`) or a mask (`xor`). A
    thread that asks for a lane outside the warp, or for one that does not take part,
    keeps its own value.
  }];
  let arguments = (ins AIKernel_ShuffleModeAttr:$mode,
                       AnyTypeOf<[AnyInteger, AnyFloat]>:$value, I32:$lane,
                       Optional<I1>:$active);
  let results = (outs AnyTypeOf<[AnyInteger, AnyFloat]>:$result);
  let assemblyFormat = [{
    $mode $value `,` $lane (`active` $active^)? attr-dict `:` type($value)
  }];
}

def AIKernel_BallotOp : AIKernel_CollectiveOp<"ballot",
    [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "the warp's conditions as bits, lane 0 lowest";
  let description = "The bit of a thread that does not take part is 0; so are bits 32 to 63.";
  let arguments = (ins I1:$condition, Optional<I1>:$active);
  let results = (outs I64:$bits);
  let assemblyFormat = "$condition (`active` $active^)? attr-dict";
}

def AIKernel_SyncWarpOp : AIKernel_CollectiveOp<"sync_warp",
    [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "order the memory accesses of a warp's threads";
  let assemblyFormat = "attr-dict";
}

def AIKernel_FenceOp : AIKernel_Op<"gpu.fence", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "acquire-release fence at device scope";
  let assemblyFormat = "attr-dict";
}

def AIKernel_AtomicCasOp : AIKernel_Op<"gpu.atomic_cas",
    [AllTypesMatch<["expected", "desired", "old"]>]> {
  let summary = "atomic compare and exchange, relaxed, device scope; gives the old value";
  let description = "Floats are compared by their bits.";
  let arguments = (ins Arg<AnyStridedMemRef, "", [MemRead, MemWrite]>:$memref,
                       Variadic<Index>:$indices,
                       AnyTypeOf<[AnyInteger, AnyFloat]>:$expected,
                       AnyTypeOf<[AnyInteger, AnyFloat]>:$desired);
  let results = (outs AnyTypeOf<[AnyInteger, AnyFloat]>:$old);
  let assemblyFormat = [{
    $memref `[` $indices `]` `,` $expected `,` $desired attr-dict
    `:` type($memref) `,` type($expected)
  }];
}

def AIKernel_FaultOp : AIKernel_Op<"gpu.fault", [MemoryEffects<[MemWrite]>]> {
  let summary = "report an access outside of an array";
  let description = [{
    Records which thread wanted which element, and goes on; the launch fails later.
    `block` and `thread` are linear numbers, x fastest. On a GPU the kernel ends here.

    ```mlir
    aikernel.gpu.fault "a"[%index] of %length at <"k.px", 4, 5> block %b thread %t
    ```
  }];
  let arguments = (ins StrAttr:$array, I64:$index, I64:$length, AIKernel_SiteAttr:$site,
                       Index:$block, Index:$thread);
  let assemblyFormat = [{
    $array `[` $index `]` `of` $length `at` $site `block` $block `thread` $thread
    attr-dict
  }];
}

def AIKernel_MessageOp : AIKernel_Op<"gpu.message",
    [AttrSizedOperandSegments, MemoryEffects<[MemWrite]>]> {
  let summary = "what a thread prints, or an assertion that does not hold";
  let description = [{
    Without `fails`, a line of output. Values are words of 64 bits; in `text`, `%d`
    stands for one that is a signed number, `%u` for an unsigned one, `%f` and `%g` for
    the bits of an f32 and an f64, `%t` for a bool, `%%` for a percent sign, and `%x0a`
    for the byte 0x0a.

    With `fails`, `text` is that of an ASSERT that does not hold: the launch fails with
    it, and nothing after it runs in the thread's block. On a GPU the kernel ends here.

    `number` counts the messages of a kernel from 1. `block` and `thread` are linear
    numbers, x fastest. aikernel-number-messages adds these three.

    ```mlir
    aikernel.gpu.message "x is %d"(%x) at <"k.px", 7, 5> number 1 block %b thread %t
    aikernel.gpu.message fails "text" at <"k.px", 8, 5> number 2 block %b thread %t
    ```
  }];
  let arguments = (ins StrAttr:$text, Variadic<I64>:$values, AIKernel_SiteAttr:$site,
                       UnitAttr:$fails, OptionalAttr<I32Attr>:$number,
                       Optional<Index>:$block, Optional<Index>:$thread);
  let assemblyFormat = [{
    (`fails` $fails^)? $text (`(` $values^ `)`)? `at` $site
    (`number` $number^)? (`block` $block^ `thread` $thread)? attr-dict
  }];
}

def AIKernel_TrapOp : AIKernel_Op<"gpu.trap", [MemoryEffects<[MemWrite]>]> {
  let summary = "end the kernel with an error; on GPUs only";
  let assemblyFormat = "attr-dict";
}

def AIKernel_DynamicSharedSizeOp : AIKernel_Op<"gpu.dynamic_shared_size", [Pure]> {
  let summary = "bytes of shared memory beside the static ones, as the launch gave them";
  let results = (outs Index:$bytes);
  let assemblyFormat = "attr-dict";
}

#endif // AIKERNEL_GPU_OPS_TD
