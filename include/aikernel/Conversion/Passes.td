//===- Passes.td - The lowerings ------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_CONVERSION_PASSES_TD
#define AIKERNEL_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// On everything
//===----------------------------------------------------------------------===//

def ExpandInstructions : Pass<"aikernel-expand-instructions"> {
  let summary = "Rounds of AES, carry-less products and the like as instructions or arithmetic";
  let description = [{
    `aikernel.aes`, `aikernel.aes_sub_words`, `aikernel.clmul`, `aikernel.byte_perm` and
    `aikernel.dot4` become the target's instructions where it has them, and integer
    arithmetic without tables where it does not, of the same results.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::vector::VectorDialect",
                           "::mlir::LLVM::LLVMDialect"];
  let options = [Option<"target", "target", "std::string", "\"scalar\"",
                        "scalar, avx2, avx512, nvptx, or an AMD chip such as gfx942">];
}

//===----------------------------------------------------------------------===//
// On device-neutral kernels
//===----------------------------------------------------------------------===//

def ContractFloatingPoint : Pass<"aikernel-contract-floating-point"> {
  let summary = "Fuse a * b + c where the source's expression allows it";
  let description = [{
    The front end marks a product and the sum that takes it with `fastmath<contract>`
    when both stand in one expression. Such a pair becomes one `math.fma`; then every
    contract flag is removed. Targets part after this pass, so all of them fuse the
    same pairs.

    Of a sum of two marked products the left one is fused.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
  let options = [Option<"enable", "enable", "bool", "true",
                        "fuse; otherwise only remove the flags">];
}

def ConvergeCollectives : Pass<"aikernel-converge-collectives", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Bring every warp operation to where all threads of the warp meet";
  let description = [{
    A collective inside divergent control flow is reached by some threads only. Each
    divergent `scf.if`, `scf.for` and `scf.while` around a collective is taken apart:
    the code before and after stays under the condition, the collective itself
    moves out and takes the condition as its `active` operand; a divergent loop runs
    until no thread of the warp wants another iteration.

    In a thread that is not active, values are poison; operands of collectives too.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect",
                           "::mlir::ub::UBDialect"];
  let options = [Option<"block", "block", "bool", "false",
                        "meet in the whole block rather than in the warp">];
}

def ExpandCollectives : Pass<"aikernel-expand-collectives", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Reductions and scans as shuffles, shared memory and barriers";
  let description = [{
    One expansion for all targets, so that floating-point results agree bit for bit.
    What is left for a target to implement is `aikernel.gpu.shuffle` and
    `aikernel.gpu.ballot`.

    Follows aikernel-converge-collectives: threads that do not take part pass other
    threads' values on, so all threads of a warp must come to the expansion.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect",
                           "::mlir::memref::MemRefDialect"];
}

def UnrollLocalArrays : Pass<"aikernel-unroll-local-arrays", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Unroll loops over per-thread arrays, so that the arrays become registers";
  let description = [{
    An array in registers has no addresses: all its indices have to be constants. Where
    the induction variables of loops with constant bounds are all that keeps them from
    being constants, those loops are unrolled. An array with any other index stays in
    memory, and so do arrays whose loops would make the kernel larger than `limit`
    operations.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
  let options = [Option<"limit", "limit", "uint64_t", "16384",
                        "operations of a kernel after unrolling">];
}

//===----------------------------------------------------------------------===//
// To a target
//===----------------------------------------------------------------------===//

def KeepKernels : Pass<"aikernel-keep-kernels", "::mlir::ModuleOp"> {
  let summary = "Drop the host program";
  let description = [{
    Leaves the `gpu.module`s of a module. Kernels are lowered apart from the host
    program, once for each target. Those whose warps are wider than `warp` are left out.
  }];
  let options = [Option<"warp", "warp", "unsigned", "64",
                        "threads of the widest warp that the target has">];
}

def CheckBounds : Pass<"aikernel-check-bounds", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Leave out accesses outside of arrays, and report them";
  let description = [{
    Puts each load, store and atomic of a kernel under a condition: every index is
    inside of its dimension, nothing in the index expression overflowed its type, and
    an element of a parameter lies inside of the buffer that was passed. Else
    `aikernel.gpu.fault` stands in its place, and what would have been read is zero.

    The lengths of the buffers become parameters, an i64 for each array after the px
    parameters. Accesses that are inside by their constants alone stay as they are.

    Comes first: what a later pass removes or merges has been checked.
  }];
  let dependentDialects = ["::aikernel::AIKernelDialect", "::mlir::arith::ArithDialect",
                           "::mlir::scf::SCFDialect"];
}

def CheckAccesses : Pass<"aikernel-check-accesses", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Report accesses and barriers, so that races and unset memory are found";
  let description = [{
    Puts an `aikernel.check.access` in front of each load, store and atomic of shared
    arrays and, for unset memory, of parameters, and an `aikernel.check.sync` in front
    of each barrier and each collective of the block. Behind aikernel-check-bounds,
    which leaves accesses out.
  }];
  let dependentDialects = ["::aikernel::AIKernelDialect", "::mlir::arith::ArithDialect"];
  let options = [Option<"checks", "checks", "unsigned", "3",
                        "1: races, 2: reads of unset memory, 3: both">];
}

def CheckDivergence : Pass<"aikernel-check-divergence", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Check that all threads of a block go the same way to a barrier";
  let description = [{
    In front of each branch or loop with a barrier or a collective of the block in it,
    all threads vote on its condition or bounds; behind a barrier of its own
    `aikernel.check.agree` gives what all have voted for, or ends the launch.
  }];
  let dependentDialects = ["::aikernel::AIKernelDialect", "::mlir::arith::ArithDialect",
                           "::mlir::gpu::GPUDialect"];
}

def NumberMessages : Pass<"aikernel-number-messages", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Number what a kernel can print or assert, and say which thread does";
  let description = [{
    Gives each `aikernel.gpu.message` of a kernel its number, from 1, and the numbers of
    block and thread. A kernel that has any gets one more parameter, the buffer where
    GPUs put them, and their list as an attribute.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
}

def MessagesToRecords : Pass<"aikernel-messages-to-records", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Messages as records in the buffer that the launch passes";
  let description = [{
    Follows aikernel-kernel-abi. A line of output reserves a record by an atomic sum and
    is dropped where there is none left; the sum goes on counting. An assertion that
    fails notes itself if it is the first one, then ends the kernel.
  }];
  let dependentDialects = ["::aikernel::AIKernelDialect", "::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::scf::SCFDialect"];
  let options = [Option<"scope", "scope", "std::string", "\"device\"",
                        "LLVM's name of the scope that a device's threads share">];
}

def ReportsToCalls : Pass<"aikernel-reports-to-calls", "::mlir::ModuleOp"> {
  let summary = "Faults and messages as calls of the runtime";
  let description = [{
    Takes the functions that `aikernel-blocks-to-tasks` makes, when there is one thread
    left in every `aikernel.gpu.fault`, `aikernel.gpu.message` and `aikernel.check`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
}

def KernelABI : Pass<"aikernel-kernel-abi", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Memrefs in kernels as pointers and offsets";
  let description = [{
    Rewrites views, shared and per-thread arrays and tables of a `gpu.module` as
    `!llvm.ptr`s in the target's address spaces, and every access as
    `llvm.getelementptr` with one linear 64-bit element offset, `llvm.load`,
    `llvm.store` or `llvm.atomicrmw`. Parameters keep the px order: an array is one
    pointer, `i1` travels as `i8`, 16-bit floats as `i16`.

    | target | global | shared | per thread | tables |
    |--------|--------|--------|------------|--------|
    | host   | 0      | 0      | 0          | 0      |
    | nvptx  | 1      | 3      | 0          | 1      |
    | amdgpu | 1      | 3      | 5          | 4      |
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
  let options = [Option<"target", "target", "std::string", "\"host\"",
                        "host, nvptx or amdgpu">];
}

def GPUToNVVM : Pass<"aikernel-gpu-to-nvvm", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Kernels as LLVM functions for NVPTX";
  let description = [{
    Takes a `gpu.module` after `aikernel-kernel-abi{target=nvptx}`. Indices, barriers,
    shuffles and ballots become NVVM intrinsics; no libdevice function is called.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::NVVM::NVVMDialect"];
}

def GPUToROCDL : Pass<"aikernel-gpu-to-rocdl", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Kernels as LLVM functions for AMDGPU";
  let description = [{
    Takes a `gpu.module` after `aikernel-kernel-abi{target=amdgpu}`. Functions promise
    not to use the hidden kernel arguments that they do not use. A px warp of 32
    threads is half a wave on wave64 targets, one of 64 a wave there.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::ROCDL::ROCDLDialect"];
  let options = [Option<"wave", "wave", "unsigned", "32", "threads of a wave: 32 or 64">,
                 Option<"ignoresTraps", "ignores-traps", "bool", "false",
                        "s_trap does nothing, as on gfx11: faults halt the wave instead">];
}

def BlocksToTasks : Pass<"aikernel-blocks-to-tasks", "::mlir::ModuleOp"> {
  let summary = "A kernel as a host function that runs a range of blocks";
  let description = [{
    Each kernel of a `gpu.module` after `aikernel-kernel-abi{target=host}` becomes a
    `func.func` with the signature of `AikKernelFn` (include/aikernel/abi.h): parameters are
    read from the parameter block, a loop runs over the range of linear block numbers,
    and the body is one `scf.parallel` over the threads of a block. Shared memory lies
    at the start of the scratch area. The `gpu.module` is erased.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::scf::SCFDialect"];
  let options = [Option<"version", "version", "std::string", "\"scalar\"",
                        "the code version's name, the last part of the symbol">];
}

def SplitAtBarriers : Pass<"aikernel-split-at-barriers", "::mlir::func::FuncOp"> {
  let summary = "One loop over threads between two barriers";
  let description = [{
    Cuts the body of an `scf.parallel` over threads at its barriers into several such
    loops. Uniform control flow around a barrier moves outside of them. A value that
    one loop computes and another needs is recomputed when it is cheap and the same for
    all threads, else it goes through a slot per thread in the scratch area.
    With `collectives`, warp operations are cut points too (for scalar code).
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::scf::SCFDialect"];
  let options = [Option<"collectives", "collectives", "bool", "false",
                        "cut at warp operations as well">];
}

def LargeArraysToScratch : Pass<"aikernel-large-arrays-to-scratch", "::mlir::func::FuncOp"> {
  let summary = "Arrays of threads that a stack may have no room for";
  let description = [{
    One thread at a time, or one vector of threads, has its arrays on the stack of
    the worker that runs it. Where they take more than `limit` bytes, the largest move
    behind the slots in the scratch area.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
  let options = [Option<"limit", "limit", "uint64_t", "32768",
                        "bytes that may stay on the stack">];
}

def VectorizeThreads : Pass<"aikernel-vectorize-threads", "::mlir::func::FuncOp"> {
  let summary = "Threads as vector lanes";
  let description = [{
    Turns each `scf.parallel` over threads into loops whose iterations run a vector of
    threads. Values that are the same for all threads stay scalar, branches on them
    stay branches; divergent control flow is linearized with masks. Addresses that
    advance by one element a thread become plain or masked vector accesses, uniform ones
    scalar accesses, and only the rest gathers and scatters.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"];
  let options = [Option<"lanes", "lanes", "unsigned", "16",
                        "threads of a vector; 32 where a kernel has warp operations">,
                 Option<"trustIndices", "trust-indices", "bool", "true",
                        "addresses assume that no index wraps; what was checked "
                        "must not be addressed in any other way">];
}

def TransposeGathers : Pass<"aikernel-transpose-gathers", "::mlir::func::FuncOp"> {
  let summary = "Load rows and transpose them where lanes gather neighboring elements";
  let description = [{
    Four or more gathers of one block whose lanes read consecutive elements become one
    load for each lane and a transposition in registers. What may write memory stands
    between none of them. Lanes that are off load from the stack instead. Long rows prefetch
    the cache line behind them.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::vector::VectorDialect"];
}

def ThreadsToLoops : Pass<"aikernel-threads-to-loops", "::mlir::func::FuncOp"> {
  let summary = "Threads one after the other";
  let description = [{
    The reference: each `scf.parallel` over threads becomes a nest of `scf.for`, z
    outermost.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

//===----------------------------------------------------------------------===//
// The host program
//===----------------------------------------------------------------------===//

def AIKernelToLLVM : Pass<"aikernel-to-llvm", "::mlir::ModuleOp"> {
  let summary = "The host program and launches as calls of the runtime";
  let description = [{
    Takes the module after `aikernel-kernel-pipeline`. Its name is the stem of the
    artifact's C symbols. What comes out calls the runtime through the function table
    of include/aikernel/abi.h and has no other undefined symbol than the artifact's
    `AikImage`:

    - `@main` becomes `k_<stem>`, an `AikHostMainFn`. The status of every call of the
      runtime is checked; the first one that is not zero is returned at once. So are
      errors that the program finds itself: sizes that are negative or overflow,
      accesses outside of an array, grids without blocks.
    - Each kernel gets a C entry, `k_<stem>_<kernel>`, that launches it.
    - The `gpu.module`s are erased. Their order numbers the kernels.

    Arithmetic and control flow stay in `arith`, `math`, `cf` and `func`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect",
                           "::mlir::func::FuncDialect", "::mlir::LLVM::LLVMDialect"];
  let options = [Option<"lengths", "lengths", "bool", "false",
                        "parameter blocks of kernels end with the arrays' lengths">,
                 Option<"unset", "check-unset", "bool", "false",
                        "find reads of memory that nothing was written to">];
}

#endif // AIKERNEL_CONVERSION_PASSES_TD
