//===- Artifact.h - An artifact that a context has loaded ------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_ARTIFACT_H
#define AIKERNEL_RUNTIME_ARTIFACT_H

#include "aikernel/Artifact/Reader.h"
#include "aikernel/runtime.h"
#include "runtime/device/host/HostLibrary.h"
#include <optional>
#include <vector>

namespace aikernel::runtime {

/// An array among a kernel's parameters: what a launch checks of its pointer.
struct ArrayParameter {
  uint32_t parameter;
  uint32_t offset;
  uint32_t alignment;
};

/// What a launch needs to know of a kernel, read once.
struct LoadedKernel {
  artifact::format::Kernel record;
  std::vector<ArrayParameter> arrays;
};

/// A host code version of an artifact.
struct HostVersion {
  const char *name; ///< "avx512"
  uint32_t preference;
  std::vector<std::string_view> missingFeatures; ///< what this CPU lacks for it
};

} // namespace aikernel::runtime

/// Either loaded by this runtime (then it holds the bytes and the library), or
/// host code that the application has linked, known by its AikImage.
struct AikArtifact {
  explicit AikArtifact(aikernel::artifact::Reader toc);

  std::vector<uint8_t> tocBytes; ///< behind `toc`; empty if linked
  aikernel::artifact::Reader toc;
  std::vector<aikernel::runtime::LoadedKernel> kernels;
  std::vector<aikernel::runtime::HostVersion> hostVersions;

  aikernel::runtime::HostLibrary library;
  const AikImage *image = nullptr;  ///< null without host code
  std::optional<uint32_t> selected; ///< in hostVersions
};

#endif // AIKERNEL_RUNTIME_ARTIFACT_H
