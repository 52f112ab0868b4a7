//===- Description.h - What an artifact contains, as values ----*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_DESCRIPTION_H
#define AIKERNEL_ARTIFACT_DESCRIPTION_H

#include "aikernel/Artifact/Reader.h"
#include <array>
#include <string>
#include <vector>

namespace aikernel::artifact {

using format::CodeKind;
using format::Resources;
using format::ScalarType;
using format::unknown;

struct ParameterDescription {
  std::string name;
  ScalarType type; ///< of an element for an array
  bool isArray = false;
  bool isReadOnly = false;
  std::vector<std::string> sizes;  ///< as written, outermost first
  uint32_t offset = 0;             ///< set by layOut
  uint32_t size = 0;               ///< set by layOut
  uint32_t lengthOffset = unknown; ///< set by layOut
  /// Inputs of the host program only.
  std::optional<uint64_t> defaultBits;
  std::optional<std::string> defaultText;
  std::string help;
};

/// Parameters and the block they are passed in.
struct ParameterBlock {
  std::vector<ParameterDescription> parameters;
  uint32_t bytes = 0;               ///< set by layOut
  uint32_t messageBuffer = unknown; ///< set by layOut

  struct Hidden {
    bool lengths = false;
    bool messageBuffer = false;
  };
  /// Gives every parameter its place: in order, at natural alignment, then, if
  /// asked for, a u64 length for each array and the pointer to a buffer for
  /// messages; the whole a multiple of 8.
  void layOut(Hidden hidden);
};

/// A PRINT or ASSERT of a kernel; see format::Message.
struct MessageDescription {
  std::string text, file, function;
  uint32_t line, column;
  bool fails;
};

struct KernelDescription {
  std::string name;
  std::string symbol; ///< in device code
  ParameterBlock block;
  std::vector<std::string> hints;
  uint32_t sharedBytes = 0;
  uint32_t scratchBytesPerThread = 0;
  bool usesWarpOperations = false;
  bool usesDynamicShared = false;
  bool checksBounds = false;
  bool checksThreads = false;
  uint32_t line = 0;
  std::vector<MessageDescription> messages;
  uint32_t recordBytes = 0; ///< of a line in an AikMessageBuffer
};

/// All `unknown`.
Resources unknownResources();

struct CodeDescription {
  CodeKind kind;
  uint32_t preference =
      0;              ///< among host versions: of those that run, the highest
  std::string target; ///< "x86_64", "nvptx64", "amdgcn"
  std::string arch;   ///< "avx2", "sm_90a", "gfx942"
  std::vector<std::string> features;
  std::vector<Resources> resources; ///< one a kernel, or none
  std::string image;                ///< PTX without a closing zero byte
};

struct HostProgramDescription {
  std::string symbol;
  ParameterBlock block;
};

struct Description {
  std::string producer;
  std::string sourceName;
  std::string stem; ///< see stemOf
  std::string imageSymbol;
  std::array<uint8_t, 32> sourceHash{};
  std::vector<KernelDescription> kernels;
  std::vector<CodeDescription> codes;
  std::optional<HostProgramDescription> host;
};

/// The table of contents as values again.
Description describe(const Reader &reader);

/// <file> in C symbols: the file's name without its folder and last extension,
/// each character that C does not take replaced by '_', and "px_" in front of a
/// digit.
std::string stemOf(std::string_view fileName);

/// The C symbols of an artifact.
std::string launchSymbol(std::string_view stem, std::string_view kernel);
std::string hostProgramSymbol(std::string_view stem);
/// Of a kernel in PTX, cubins and HSACO: its name, and a '$' behind those that
/// NVIDIA's assembler does not take. No px name has a '$'.
std::string deviceSymbol(std::string_view kernel);
/// Of a kernel's host code in one version, such as "avx2".
std::string hostCodeSymbol(std::string_view kernel, std::string_view version);
std::string imageSymbol(std::string_view stem);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_DESCRIPTION_H
