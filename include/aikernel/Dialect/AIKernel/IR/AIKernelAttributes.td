//===- AIKernelAttributes.td - Memory kinds, devices, reductions ---------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ATTRIBUTES_TD
#define AIKERNEL_ATTRIBUTES_TD

include "aikernel/Dialect/AIKernel/IR/AIKernelDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class AIKernel_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::aikernel";
  let genSpecializedAttr = 0;
}

def AIKernel_MemoryKind : AIKernel_Enum<"MemoryKind", "where memory lives", [
  I32EnumAttrCase<"Host", 0, "host">,
  I32EnumAttrCase<"Pinned", 1, "pinned">,
  I32EnumAttrCase<"Huge", 2, "huge">,
  I32EnumAttrCase<"Device", 3, "device">,
  I32EnumAttrCase<"Shared", 4, "shared">,
]>;

def AIKernel_MemoryKindAttr
    : EnumAttr<AIKernel_Dialect, AIKernel_MemoryKind, "mem"> {
  let summary = "memory space of a buffer of the host program";
  let description = [{
    Stands as the memory space of a memref: `memref<?xf32, #aikernel.mem<pinned>>`.
    `host` is pageable memory, `pinned` is locked and known to the device's driver,
    `huge` asks for 2 MiB pages, `device` is the selected device's own memory,
    host and device use `shared` without copies.
  }];
  let assemblyFormat = "`<` $value `>`";
}

def AIKernel_DeviceKind : AIKernel_Enum<"DeviceKind", "kind of device", [
  I32EnumAttrCase<"CPU", 0, "cpu">,
  I32EnumAttrCase<"CUDA", 1, "cuda">,
  I32EnumAttrCase<"AMD", 2, "amd">,
]>;

def AIKernel_DeviceAttr : AttrDef<AIKernel_Dialect, "Device"> {
  let mnemonic = "device";
  let summary = "a device by kind and number";
  let description = "`#aikernel.device<cuda, 1>` is the second CUDA device.";
  let parameters = (ins EnumParameter<AIKernel_DeviceKind>:$kind,
                        DefaultValuedParameter<"uint32_t", "0">:$ordinal);
  let assemblyFormat = "`<` $kind (`,` $ordinal^)? `>`";
}

def AIKernel_SiteAttr : AttrDef<AIKernel_Dialect, "Site"> {
  let mnemonic = "site";
  let summary = "a place in the source";
  let description = [{
    `#aikernel.site<"k.px", 7, 5>` is line 7, column 5. What stands in a FUNC names it,
    and where it was called: `#aikernel.site<"k.px", 3, 5, "function 'f' (called at
    k.px:7:5)">`.
  }];
  let parameters = (ins StringRefParameter<"">:$file, "uint32_t":$line,
                        "uint32_t":$column,
                        StringRefParameter<"", "\"\"">:$function);
  let assemblyFormat = "`<` $file `,` $line `,` $column (`,` $function^)? `>`";
}

def AIKernel_MessageAttr : AttrDef<AIKernel_Dialect, "Message"> {
  let mnemonic = "message";
  let summary = "what a kernel prints or asserts, in the order of its numbers";
  let parameters = (ins StringRefParameter<"">:$text, "SiteAttr":$site, "bool":$fails);
  let assemblyFormat = "`<` $text `,` $site `,` $fails `>`";
}

def AIKernel_Scope : AIKernel_Enum<"Scope", "threads that take part", [
  I32EnumAttrCase<"Warp", 0, "warp">,
  I32EnumAttrCase<"Block", 1, "block">,
]>;

def AIKernel_ReduceKind : AIKernel_Enum<"ReduceKind", "how two values combine", [
  I32EnumAttrCase<"Sum", 0, "sum">,
  I32EnumAttrCase<"Prod", 1, "prod">,
  I32EnumAttrCase<"Min", 2, "min">,
  I32EnumAttrCase<"Max", 3, "max">,
  I32EnumAttrCase<"UMin", 4, "umin">,
  I32EnumAttrCase<"UMax", 5, "umax">,
  I32EnumAttrCase<"And", 6, "and">,
  I32EnumAttrCase<"Or", 7, "or">,
  I32EnumAttrCase<"Xor", 8, "xor">,
]>;

def AIKernel_ShuffleMode : AIKernel_Enum<"ShuffleMode", "which lane is read", [
  I32EnumAttrCase<"Index", 0, "idx">,
  I32EnumAttrCase<"Up", 1, "up">,
  I32EnumAttrCase<"Down", 2, "down">,
  I32EnumAttrCase<"Xor", 3, "xor">,
]>;

def AIKernel_AccessKind : AIKernel_Enum<"AccessKind", "what is done with an element", [
  I32EnumAttrCase<"Read", 0, "read">,
  I32EnumAttrCase<"Write", 1, "write">,
  I32EnumAttrCase<"Atomic", 2, "atomic">,
]>;

class AIKernel_EnumAttr<EnumInfo info, string mnemonic>
    : EnumAttr<AIKernel_Dialect, info, mnemonic> {
  let assemblyFormat = "$value";
}
def AIKernel_ElementType : AIKernel_Enum<"ElementType", "scalar type of px", [
  I32EnumAttrCase<"Bool", 1, "bool">,
  I32EnumAttrCase<"I8", 2, "i8">,
  I32EnumAttrCase<"I16", 3, "i16">,
  I32EnumAttrCase<"I32", 4, "i32">,
  I32EnumAttrCase<"I64", 5, "i64">,
  I32EnumAttrCase<"U8", 6, "u8">,
  I32EnumAttrCase<"U16", 7, "u16">,
  I32EnumAttrCase<"U32", 8, "u32">,
  I32EnumAttrCase<"U64", 9, "u64">,
  I32EnumAttrCase<"F16", 10, "f16">,
  I32EnumAttrCase<"BF16", 11, "bf16">,
  I32EnumAttrCase<"F32", 12, "f32">,
  I32EnumAttrCase<"F64", 13, "f64">,
  I32EnumAttrCase<"E4M3", 14, "e4m3">,
  I32EnumAttrCase<"E5M2", 15, "e5m2">,
]>;

def AIKernel_ElementTypeAttr : AIKernel_EnumAttr<AIKernel_ElementType, "element_type">;
def AIKernel_ScopeAttr : AIKernel_EnumAttr<AIKernel_Scope, "scope">;
def AIKernel_ReduceKindAttr : AIKernel_EnumAttr<AIKernel_ReduceKind, "reduce_kind">;
def AIKernel_AccessKindAttr : AIKernel_EnumAttr<AIKernel_AccessKind, "access_kind">;
def AIKernel_ShuffleModeAttr : AIKernel_EnumAttr<AIKernel_ShuffleMode, "shuffle_mode">;

#endif // AIKERNEL_ATTRIBUTES_TD
