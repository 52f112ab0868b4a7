//===- Description.cpp - What an artifact contains, as values -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Description.h"
#include <algorithm>
#include <iterator>

using namespace aikernel::artifact;

static uint32_t alignTo(uint32_t value, uint32_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

void ParameterBlock::layOut(Hidden hidden) {
  uint32_t end = 0;
  auto place = [&end](uint32_t size) {
    uint32_t offset = alignTo(end, size);
    end = offset + size;
    return offset;
  };
  for (ParameterDescription &p : parameters) {
    p.size = p.isArray ? 8 : typeSize(uint32_t(p.type));
    p.offset = place(p.size);
  }
  for (ParameterDescription &p : parameters)
    p.lengthOffset = p.isArray && hidden.lengths ? place(8) : unknown;
  messageBuffer = hidden.messageBuffer ? place(8) : unknown;
  bytes = alignTo(end, 8);
}

static ParameterBlock describeBlock(const Reader &reader, format::Range range,
                                    uint32_t bytes) {
  ParameterBlock block;
  block.bytes = bytes;
  for (uint32_t i = 0; i != range.count; ++i) {
    format::Parameter p = reader.parameter(range, i);
    ParameterDescription &d = block.parameters.emplace_back();
    d.name = reader.text(p.name);
    d.type = ScalarType(p.type);
    d.isArray = p.flags & format::IsArray;
    d.isReadOnly = p.flags & format::IsReadOnly;
    for (uint32_t size = 0; size != p.sizes.count; ++size)
      d.sizes.emplace_back(reader.textAt(p.sizes, size));
    d.offset = p.offset;
    d.size = p.size;
    d.lengthOffset = p.lengthOffset;
    if (p.flags & format::HasDefault && d.type == ScalarType::Text)
      d.defaultText = reader.text(defaultTextOf(p));
    else if (p.flags & format::HasDefault)
      d.defaultBits = p.defaultBits;
    d.help = reader.text(p.help);
  }
  return block;
}

static KernelDescription describeKernel(const Reader &reader, uint32_t index) {
  format::Kernel k = reader.kernel(index);
  KernelDescription d;
  d.name = reader.text(k.name);
  d.symbol = reader.text(k.symbol);
  d.block = describeBlock(reader, k.parameters, k.argumentBytes);
  for (uint32_t i = 0; i != k.hints.count; ++i)
    d.hints.emplace_back(reader.textAt(k.hints, i));
  d.sharedBytes = k.sharedBytes;
  d.scratchBytesPerThread = k.scratchBytesPerThread;
  d.usesWarpOperations = k.flags & format::UsesWarpOperations;
  d.usesDynamicShared = k.flags & format::UsesDynamicShared;
  d.checksBounds = k.flags & format::ChecksBounds;
  d.checksThreads = k.flags & format::ChecksThreads;
  d.line = k.line;
  if (!(k.flags & format::HasMessages))
    return d;
  d.block.messageBuffer = k.messageBuffer;
  d.recordBytes = k.recordBytes;
  for (uint32_t i = 0; i != k.messages.count; ++i) {
    format::Message m = reader.message(k.messages, i);
    d.messages.push_back({std::string(reader.text(m.text)),
                          std::string(reader.text(m.file)),
                          std::string(reader.text(m.function)), m.line,
                          m.column, (m.flags & format::Fails) != 0});
  }
  return d;
}

static CodeDescription describeCode(const Reader &reader, uint32_t index) {
  format::Code c = reader.code(index);
  CodeDescription d;
  d.kind = CodeKind(c.kind);
  d.preference = c.preference;
  d.target = reader.text(c.target);
  d.arch = reader.text(c.arch);
  for (uint32_t i = 0; i != c.features.count; ++i)
    d.features.emplace_back(reader.textAt(c.features, i));
  if (c.resources.count != 0)
    for (uint32_t i = 0; i != reader.kernelCount(); ++i)
      d.resources.push_back(reader.resources(c, i));
  Bytes image = reader.image(c);
  if (d.kind == CodeKind::PTX)
    image = image.first(image.size() - 1);
  d.image.assign(image.begin(), image.end());
  return d;
}

Resources aikernel::artifact::unknownResources() {
  return {unknown, unknown, unknown, unknown, unknown, unknown};
}

Description aikernel::artifact::describe(const Reader &reader) {
  const format::Header &head = reader.header();
  Description d;
  d.producer = reader.text(head.producer);
  d.sourceName = reader.text(head.sourceName);
  d.stem = reader.text(head.stem);
  d.imageSymbol = reader.text(head.imageSymbol);
  std::copy(std::begin(head.sourceHash), std::end(head.sourceHash),
            d.sourceHash.begin());
  for (uint32_t i = 0; i != reader.kernelCount(); ++i)
    d.kernels.push_back(describeKernel(reader, i));
  for (uint32_t i = 0; i != reader.codeCount(); ++i)
    d.codes.push_back(describeCode(reader, i));
  if (reader.hasHostProgram()) {
    const format::HostProgram &host = reader.hostProgram();
    d.host = HostProgramDescription{
        std::string(reader.text(host.symbol)),
        describeBlock(reader, host.inputs, host.argumentBytes)};
  }
  return d;
}

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static bool isIdentifierCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) ||
         c == '_';
}

std::string aikernel::artifact::stemOf(std::string_view fileName) {
  fileName.remove_prefix(fileName.rfind('/') + 1);
  if (size_t dot = fileName.rfind('.');
      dot != std::string_view::npos && dot != 0)
    fileName = fileName.substr(0, dot);
  std::string stem = fileName.empty() || isDigit(fileName[0]) ? "px_" : "";
  for (char c : fileName)
    stem += isIdentifierCharacter(c) ? c : '_';
  return stem;
}

std::string aikernel::artifact::launchSymbol(std::string_view stem,
                                             std::string_view kernel) {
  return "k_" + std::string(stem) + "_" + std::string(kernel);
}

std::string aikernel::artifact::hostProgramSymbol(std::string_view stem) {
  return "k_" + std::string(stem);
}

/// Of the names that px allows; found by assembling a kernel of each name that
/// the assembler, LLVM's back end and the PTX manual contain.
static constexpr std::string_view notForPtxas[] = {
    "_",          "WARP_SZ",
    "A7",         "function_name",
    "inlined_at", "__nv_reservedSMEM_offset_0_alias"};

std::string aikernel::artifact::deviceSymbol(std::string_view kernel) {
  bool isTaken = std::find(std::begin(notForPtxas), std::end(notForPtxas),
                           kernel) != std::end(notForPtxas);
  return std::string(kernel) + (isTaken ? "$" : "");
}

std::string aikernel::artifact::hostCodeSymbol(std::string_view kernel,
                                               std::string_view version) {
  return "aik_kernel_" + std::string(kernel) + "_" + std::string(version);
}

std::string aikernel::artifact::imageSymbol(std::string_view stem) {
  return "aik_image_" + std::string(stem);
}
