//===- AIKernelDialect.td - The aikernel dialect -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_DIALECT_TD
#define AIKERNEL_DIALECT_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"

def AIKernel_Dialect : Dialect {
  let name = "aikernel";
  let cppNamespace = "::aikernel";
  let summary = "Device programs: memory, commands, and what kernels say to a warp";
  let description = [{
    One dialect in families. `aikernel.mem.*` places and moves memory;
    `aikernel.gpu.*` launches kernels and holds the warp and block operations
    that upstream `gpu` does not have. Kernels are upstream `gpu.func`s inside
    a `gpu.module`; their bodies are `arith`, `math`, `scf` and `memref`.

    A warp is 32 threads, consecutive in x-fastest order, on every target.

    ```mlir
    gpu.module @px {
      gpu.func @scale(%a: !llvm.ptr<1>, %n: i32) kernel {
        %size = arith.index_cast %n : i32 to index
        %view = aikernel.mem.view %a[%size]
          : memref<?xf32, #gpu.address_space<global>>
        ...
    ```
  }];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let dependentDialects = ["::mlir::gpu::GPUDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def AIKernel_Text : TypeDef<AIKernel_Dialect, "Text"> {
  let mnemonic = "text";
  let summary = "a text of the host program: the name of a file, something to print";
}

class AIKernel_Op<string mnemonic, list<Trait> traits = []>
    : Op<AIKernel_Dialect, mnemonic, traits>;

#endif // AIKERNEL_DIALECT_TD
