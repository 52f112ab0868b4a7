//===- Image.h - Code for one target ----------------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_IMAGE_H
#define AIKERNEL_TARGET_IMAGE_H

#include "aikernel/Target/Target.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>
#include <vector>

namespace aikernel {

using Bytes = llvm::SmallVector<char, 0>;

inline llvm::StringRef toStringRef(const Bytes &bytes) {
  return {bytes.data(), bytes.size()};
}

/// What one kernel takes of its device. Figures that a target does not have are
/// 0.
struct KernelResources {
  std::string kernel;
  /// Per thread: NVIDIA's registers, AMD's vector registers.
  unsigned registers = 0;
  /// Per wave, AMD only.
  unsigned scalarRegisters = 0;
  /// Registers on AMD, bytes stored on NVIDIA.
  unsigned spills = 0;
  unsigned sharedBytes = 0;
  /// Per thread, in memory.
  unsigned localBytes = 0;
};

/// The form in which a back end hands out code.
enum class CodeForm : uint8_t {
  LLVM,
  Assembly,
  CommentedAssembly, ///< which loops, and what was spilled
  Object
};

struct Image {
  const Target *target = nullptr;
  Bytes bytes;
  std::vector<KernelResources> kernels;
};

struct CodegenOptions {
  CodeForm form = CodeForm::Object;
  unsigned optLevel = 2;
};

} // namespace aikernel

#endif // AIKERNEL_TARGET_IMAGE_H
