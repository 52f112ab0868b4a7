//===- Reader.h - Reads a table of contents --------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain C++ without LLVM: the runtime compiles it too. `parse` checks every
// offset once; the accessors after it cannot read outside of the bytes.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_ARTIFACT_READER_H
#define AIKERNEL_ARTIFACT_READER_H

#include "aikernel/Artifact/Format.h"
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aikernel::artifact {

using Bytes = std::span<const uint8_t>;

/// A checked table of contents. Refers to the bytes it was parsed from.
class Reader {
public:
  /// The reader, or nothing and a message.
  static std::optional<Reader> parse(Bytes bytes, std::string &error);

  const format::Header &header() const { return head; }
  Bytes bytes() const { return data; }

  /// Zero-terminated behind its end.
  std::string_view text(format::Text text) const;

  uint32_t kernelCount() const { return head.kernels.count; }
  format::Kernel kernel(uint32_t index) const;
  std::optional<uint32_t> findKernel(std::string_view name) const;

  /// Number `index` of the parameters of a kernel, or the inputs of the host
  /// program: of HostProgram::inputs.
  format::Parameter parameter(format::Range range, uint32_t index) const;
  /// Number `index` of a range of texts.
  std::string_view textAt(format::Range range, uint32_t index) const;

  /// Number `index` of the messages of a kernel, from 0.
  format::Message message(format::Range range, uint32_t index) const;

  uint32_t codeCount() const { return head.codes.count; }
  format::Code code(uint32_t index) const;
  Bytes image(const format::Code &code) const;
  /// Of one kernel in one code version; all `unknown` where there are none.
  format::Resources resources(const format::Code &code, uint32_t kernel) const;

  const format::HostProgram &hostProgram() const { return head.host; }
  bool hasHostProgram() const { return head.host.symbol.length != 0; }

private:
  Reader(Bytes data, const format::Header &head) : data(data), head(head) {}

  Bytes data;
  format::Header head;
};

/// Of an input that is a text and has a default.
format::Text defaultTextOf(const format::Parameter &input);

/// "f32"; empty for a number that is no type.
std::string_view typeName(uint32_t type);
/// In memory, in bytes; 0 for a number that is no type.
uint32_t typeSize(uint32_t type);
/// The type as the C header spells it: "float".
std::string_view typeNameInC(uint32_t type);
/// The type that px spells like this, without its aliases.
std::optional<format::ScalarType> typeNamed(std::string_view name);

} // namespace aikernel::artifact

#endif // AIKERNEL_ARTIFACT_READER_H
