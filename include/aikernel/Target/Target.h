//===- Target.h - What code is generated for --------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_TARGET_TARGET_H
#define AIKERNEL_TARGET_TARGET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace aikernel {

enum class TargetKind : uint8_t { Host, NVPTX, AMDGPU };

/// A row of Targets.def: one processor that code is generated for.
struct Target {
  TargetKind kind;
  /// What `--target` calls the processor: "avx2", "sm_80", "gfx942".
  const char *chip;
  /// What LLVM's back end takes besides its triple.
  const char *cpu;
  const char *features;
  /// Threads that execute in lockstep: vector bytes on the host, else 32 or 64.
  unsigned width;
  /// Whether compiling without `--target` generates it.
  bool isDefault;

  llvm::StringRef architecture() const;
  llvm::StringRef triple() const;
  /// The full spelling, "nvptx64:sm_80".
  std::string name() const;
};

llvm::ArrayRef<Target> allTargets();
std::vector<const Target *> defaultTargets();

/// The targets that `spelling` selects: "host" and a bare architecture select
/// its defaults, "architecture:chip" and a bare chip select one. Empty when
/// there is none.
std::vector<const Target *> findTargets(llvm::StringRef spelling);

} // namespace aikernel

#endif // AIKERNEL_TARGET_TARGET_H
