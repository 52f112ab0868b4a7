//===- SampleArtifact.h - A description with something of everything --*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_ARTIFACT_SAMPLEARTIFACT_H
#define AIKERNEL_UNITTESTS_ARTIFACT_SAMPLEARTIFACT_H

#include "aikernel/Artifact/Writer.h"

namespace aikernel::artifact {

inline ParameterDescription parameter(std::string name, ScalarType type) {
  ParameterDescription p;
  p.name = std::move(name);
  p.type = type;
  return p;
}

inline ParameterDescription array(std::string name, ScalarType type,
                                  std::vector<std::string> sizes = {}) {
  ParameterDescription p = parameter(std::move(name), type);
  p.isArray = true;
  p.sizes = std::move(sizes);
  return p;
}

inline CodeDescription deviceCode(CodeKind kind, std::string arch) {
  CodeDescription c;
  c.kind = kind;
  c.target = kind == CodeKind::HSACO ? "amdgcn" : "nvptx64";
  c.arch = std::move(arch);
  c.image = "image of " + c.arch;
  return c;
}

inline CodeDescription hostCode(std::string arch, uint32_t preference,
                                std::vector<std::string> features) {
  CodeDescription c;
  c.kind = CodeKind::HostCode;
  c.target = "x86_64";
  c.arch = std::move(arch);
  c.preference = preference;
  c.features = std::move(features);
  return c;
}

inline Description sampleArtifact() {
  Description d;
  d.producer = "pxc 0.1.0 (LLVM 22.1.8)";
  d.sourceName = "sample.px";
  d.stem = "sample";
  d.imageSymbol = imageSymbol(d.stem);
  for (size_t i = 0; i != d.sourceHash.size(); ++i)
    d.sourceHash[i] = uint8_t(i * 7);

  KernelDescription matmul;
  matmul.name = matmul.symbol = "matmul";
  matmul.block.parameters = {array("A", ScalarType::F32, {"m", "k"}),
                             parameter("flag", ScalarType::Bool),
                             array("C", ScalarType::F16, {"m", "n"}),
                             parameter("m", ScalarType::I32)};
  matmul.block.parameters[0].isReadOnly = true;
  matmul.block.layOut({.lengths = true});
  matmul.checksBounds = true;
  matmul.hints = {"LATENCY_CRITICAL"};
  matmul.sharedBytes = 4096;
  matmul.scratchBytesPerThread = 24;
  matmul.usesDynamicShared = true;
  matmul.usesWarpOperations = true;
  matmul.line = 12;

  KernelDescription empty;
  empty.name = "empty";
  empty.symbol = "empty_px";
  empty.block.layOut({});

  KernelDescription talking;
  talking.name = talking.symbol = "talking";
  talking.block.parameters = {array("x", ScalarType::U8)};
  talking.block.layOut({.lengths = true, .messageBuffer = true});
  talking.checksBounds = true;
  talking.messages = {{"x is %d", "sample.px", "", 20, 5, false},
                      {"", "other.px", "function 'f'", 3, 9, true}};
  talking.recordBytes = 24;
  d.kernels = {matmul, empty, talking};

  Resources resources{32, unknown, 0, 4096, 8, unknown};
  d.codes = {hostCode("scalar", 0, {}), hostCode("avx2", 1, {"avx2", "fma"}),
             deviceCode(CodeKind::PTX, "sm_80"),
             deviceCode(CodeKind::Cubin, "sm_90a"),
             deviceCode(CodeKind::HSACO, "gfx9-4-generic")};
  d.codes[3].resources = {resources, resources, resources};

  HostProgramDescription host;
  host.symbol = hostProgramSymbol(d.stem);
  host.block.parameters = {
      parameter("n", ScalarType::I64), array("x", ScalarType::U8),
      parameter("path", ScalarType::Text), parameter("out", ScalarType::Text)};
  host.block.parameters[0].defaultBits = uint64_t(-5);
  host.block.parameters[0].help = "number of rows */";
  host.block.parameters[3].defaultText = "out.npy";
  host.block.layOut({.lengths = true});
  d.host = host;
  return d;
}

inline Bytes bytesOf(const std::string &text) {
  return {reinterpret_cast<const uint8_t *>(text.data()), text.size()};
}

} // namespace aikernel::artifact

#endif // AIKERNEL_UNITTESTS_ARTIFACT_SAMPLEARTIFACT_H
