//===- MemOps.td - aikernel.mem: memory -----------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_MEM_OPS_TD
#define AIKERNEL_MEM_OPS_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def AIKernel_Pointer
    : Type<CPred<"::llvm::isa<::mlir::LLVM::LLVMPointerType>($_self)">, "pointer",
           "::mlir::LLVM::LLVMPointerType">;

def AIKernel_MemViewOp : AIKernel_Op<"mem.view", [Pure]> {
  let summary = "a kernel's pointer parameter as a memref";
  let description = [{
    Gives a pointer the shape that the kernel's source declares, row-major and
    without padding. `sizes` holds one `index` for each dynamic dimension. A
    one-dimensional view may have none: its length is unknown, and nothing may
    ask for it.

    ```mlir
    %A = aikernel.mem.view %a[%m, %k] : memref<?x?xf32, #gpu.address_space<global>>
    %h = aikernel.mem.view %bins[] : memref<?xi32, #gpu.address_space<global>>
    ```
  }];
  let arguments = (ins Arg<AIKernel_Pointer, "first element">:$pointer,
                       Arg<Variadic<Index>, "dynamic sizes, outermost first">:$sizes);
  let results = (outs AnyStridedMemRef:$view);
  let assemblyFormat =
      "$pointer `[` $sizes `]` attr-dict `:` qualified(type($pointer)) `->` type($view)";
  let hasVerifier = 1;
}

// The write says that an allocation nobody uses may still fail, and is not to be dropped.
def AIKernel_MemAllocOp
    : AIKernel_Op<"mem.alloc", [MemoryEffects<[MemWrite]>]> {
  let summary = "allocate a buffer of the host program, filled with zeros";
  let description = [{
    The memory kind is the result's memory space. `sizes` holds one `index` for each
    dynamic dimension. A failed allocation ends the host program with an error that
    names the size.

    ```mlir
    %a = aikernel.mem.alloc(%n) : memref<?xf32, #aikernel.mem<host>>
    ```
  }];
  let arguments = (ins Variadic<Index>:$sizes);
  let results = (outs Res<AnyStridedMemRef, "", [MemAlloc]>:$buffer);
  let assemblyFormat = "`(` $sizes `)` attr-dict `:` type($buffer)";
  let hasVerifier = 1;
}

def AIKernel_MemDeallocOp : AIKernel_Op<"mem.dealloc"> {
  let summary = "free a buffer of the host program";
  let arguments = (ins Arg<AnyStridedMemRef, "", [MemFree]>:$buffer);
  let assemblyFormat = "$buffer attr-dict `:` type($buffer)";
}

def AIKernel_MemFillOp : AIKernel_Op<"mem.fill", [AttrSizedOperandSegments]> {
  let summary = "set elements of a buffer";
  let description = [{
    All of them, or `count` of them from the one at the indices on; the end of the
    buffer stands for what is not given. The value has the buffer's element type.
    Too small a buffer is an error of the program.

    ```mlir
    aikernel.mem.fill %one, %a[%i] count %n : f32, memref<?xf32>
    ```
  }];
  let arguments = (ins Arg<AnyStridedMemRef, "", [MemWrite]>:$buffer,
                       Variadic<Index>:$indices, AnyType:$value,
                       Optional<Index>:$count);
  let assemblyFormat = [{
    $value `,` $buffer (`[` $indices^ `]`)? (`count` $count^)? attr-dict
    `:` type($value) `,` type($buffer)
  }];
  let hasVerifier = 1;
}

def AIKernel_MemCopyOp : AIKernel_Op<"mem.copy", [AttrSizedOperandSegments]> {
  let summary = "copy elements of one buffer to another";
  let description = [{
    Copies `count` elements, or without one as many as the source has, from and to the
    starts of the buffers or the elements at the indices. Both buffers have one element
    type; too small a buffer is an error of the program.

    ```mlir
    aikernel.mem.copy %a[%i, %j] to %b count %n : memref<?x4xf32>, memref<?xf32>
    ```
  }];
  let arguments = (ins Arg<AnyStridedMemRef, "", [MemRead]>:$source,
                       Variadic<Index>:$sourceIndices,
                       Arg<AnyStridedMemRef, "", [MemWrite]>:$destination,
                       Variadic<Index>:$destinationIndices,
                       Optional<Index>:$count);
  let assemblyFormat = [{
    $source (`[` $sourceIndices^ `]`)? `to` $destination (`[` $destinationIndices^ `]`)?
    (`count` $count^)? attr-dict `:` type($source) `,` type($destination)
  }];
  let hasVerifier = 1;
}

def AIKernel_MemLoadFileOp : AIKernel_Op<"mem.load_file"> {
  let summary = "fill a buffer from a file";
  let description = [{
    The file holds as many elements of the type as the buffer does, in C order and
    little-endian: in NumPy's format where its name ends in .npy, else alone. Anything
    else is an error of the program.

    ```mlir
    %path = aikernel.text "x.npy"
    aikernel.mem.load_file %path to %x as f32 : memref<?xf32, #aikernel.mem<pinned>>
    ```
  }];
  let arguments = (ins AIKernel_Text:$path, AnyStridedMemRef:$buffer,
                       AIKernel_ElementTypeAttr:$elements);
  let assemblyFormat = "$path `to` $buffer `as` $elements attr-dict `:` type($buffer)";
}

def AIKernel_MemStoreFileOp : AIKernel_Op<"mem.store_file"> {
  let summary = "write a buffer to a file, which appears whole or not at all";
  let description = "What `aikernel.mem.load_file` reads; NumPy is told the buffer's sizes.";
  let arguments = (ins AnyStridedMemRef:$buffer, AIKernel_ElementTypeAttr:$elements,
                       AIKernel_Text:$path);
  let assemblyFormat = "$buffer `as` $elements `to` $path attr-dict `:` type($buffer)";
}

def AIKernel_MemFileElementsOp : AIKernel_Op<"mem.file_elements"> {
  let summary = "the number of elements in a file that aikernel.mem.load_file reads";
  let arguments = (ins AIKernel_Text:$path, AIKernel_ElementTypeAttr:$elements);
  let results = (outs I64:$count);
  let assemblyFormat = "$path `as` $elements attr-dict";
}

def AIKernel_MemRequireOp : AIKernel_Op<"mem.require"> {
  let summary = "end the host program with an error when an array has too few elements";
  let description = [{
    The array is what a launch passes for `parameter` of `kernel`, which declares it
    with `sizes`; a negative size counts as 0.

    ```mlir
    aikernel.mem.require %x[%rows, %cols] for "m" of "transpose" : memref<?xf32>
    ```
  }];
  let arguments = (ins AnyStridedMemRef:$array, Variadic<I64>:$sizes,
                       StrAttr:$parameter, StrAttr:$kernel);
  let assemblyFormat = [{
    $array `[` $sizes `]` `for` $parameter `of` $kernel attr-dict `:` type($array)
  }];
}

def AIKernel_MemCheckIndexOp : AIKernel_Op<"mem.check_index"> {
  let summary = "end the host program with an error when an index is outside of an array";
  let description = [{
    Also when the array has been freed. It stands before an access, which is not checked
    itself, and remains when nobody uses what is read.

    ```mlir
    aikernel.mem.check_index %x[%i, %j] : memref<?x4xf32>
    ```
  }];
  let arguments = (ins AnyStridedMemRef:$array, Variadic<Index>:$indices);
  let assemblyFormat = [{
    $array `[` $indices `]` attr-dict `:` type($array)
  }];
}

#endif // AIKERNEL_MEM_OPS_TD
