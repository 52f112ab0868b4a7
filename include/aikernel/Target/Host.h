//===- Host.h - Code for x86-64 ---------------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_HOST_H
#define AIKERNEL_TARGET_HOST_H

#include "aikernel/Target/Image.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

namespace aikernel {

/// LLVM-dialect functions that are compiled for one version of the processor.
struct HostPart {
  mlir::ModuleOp module;
  const Target *target;
};

/// Compiles all parts into one relocatable object (or its assembly or LLVM IR).
/// Each function keeps the features of its part. Only names that begin with
/// `k_` are visible outside of the artifact. What LLVM calls on its own (memcpy
/// and the like) is in the object.
llvm::Expected<Bytes> compileForHost(llvm::ArrayRef<HostPart> parts,
                                     const CodegenOptions &options);

/// The names of the processor features that code for a host target needs.
std::vector<std::string> requiredFeatures(const Target &target);

/// The artifact's constants, see AikImage in abi.h.
struct ImageObject {
  /// The bytes of the section `.aikernel`.
  llvm::StringRef contents;
  /// The name of the AikImage; empty for an artifact without host code.
  std::string symbol;
  /// Names of AikKernelFn functions, all versions of one kernel side by side.
  std::vector<std::string> entries;
  unsigned hostVersions = 0;
  /// The name of the AikHostMainFn; empty when there is none.
  std::string hostMain;
};

/// An object with the table of contents, kept by every linker, and the
/// AikImage.
llvm::Expected<Bytes> makeImageObject(mlir::ModuleOp source,
                                      const ImageObject &image);

} // namespace aikernel

#endif // AIKERNEL_TARGET_HOST_H
