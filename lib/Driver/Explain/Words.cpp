//===- Words.cpp - How pxc explain says what it knows ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../OptionHelp.h"
#include "Report.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel;
using namespace aikernel::explain;

static std::string strideText(const Access &access) {
  return "strided by " + std::to_string(*access.stride) + " bytes";
}

static std::string layoutText(const Access &access) {
  if (access.pattern == "strided")
    return strideText(access);
  if (access.pattern == "gathered" && access.kind == "store")
    return "scattered";
  return access.pattern;
}

std::string aikernel::explain::patternText(const Access &access) {
  if (access.pattern == "combined")
    return "one address, combined";
  std::string text = layoutText(access);
  if (access.kind == "atomic")
    return text + ", lane by lane";
  if (access.transposed)
    text += ", rows of " + std::to_string(access.transposed) + " transposed";
  return text;
}

std::string aikernel::explain::maskText(const Access &access) {
  if (!access.runsMasked)
    return "no mask";
  return access.runsPlain ? "masked where threads part" : "masked";
}

std::string aikernel::explain::formText(const Branch &branch) {
  if (branch.isUniform)
    return "uniform";
  if (branch.form == "copy")
    return "divergent, without masks where all threads go in";
  if (branch.form == "select")
    return "divergent, both sides and a choice";
  return branch.kind == "if" ? "divergent, under masks"
                             : "divergent, until the last thread leaves";
}

std::string aikernel::explain::limitText(Occupancy::Limit limit) {
  switch (limit) {
  case Occupancy::Limit::Warps:
    return "warps";
  case Occupancy::Limit::Blocks:
    return "blocks";
  case Occupancy::Limit::Registers:
    return "registers";
  case Occupancy::Limit::Shared:
    return "shared memory";
  }
  llvm_unreachable("something limits occupancy");
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

/// "64 bytes shared, 8 bytes local"; nothing about what is 0 or not known.
static std::string
bytesText(llvm::ArrayRef<std::pair<uint32_t, llvm::StringRef>> amounts) {
  llvm::SmallVector<std::string> parts;
  for (auto [bytes, what] : amounts)
    if (bytes && bytes != artifact::unknown)
      parts.push_back((counted(bytes, "byte") + " " + what).str());
  return llvm::join(parts, ", ");
}

std::string aikernel::explain::registersText(const HostFacts &host) {
  std::string text = counted(host.vectorRegisters, "vector register");
  if (host.maskRegisters)
    text += ", " + counted(host.maskRegisters, "mask register");
  return text;
}

std::string aikernel::explain::registersText(const DeviceFacts &device) {
  const artifact::Resources &resources = device.resources;
  if (resources.registers == artifact::unknown)
    return "registers unknown: no ptxas";
  if (resources.scalarRegisters == artifact::unknown)
    return counted(resources.registers, "register");
  return std::to_string(resources.registers) + " vector, " +
         counted(resources.scalarRegisters, "scalar register");
}

std::string aikernel::explain::spillText(const HostFacts &host) {
  if (!host.spills && !host.reloads)
    return "no spills";
  return counted(host.spills, "spill") + ", " + counted(host.reloads, "reload");
}

std::string aikernel::explain::spillText(const DeviceFacts &device) {
  uint32_t bytes = device.resources.spillBytes;
  return bytes ? bytesText({{bytes, "spilled"}}) : "no spills";
}

std::string aikernel::explain::memoryText(const HostMemory &memory) {
  return bytesText({{memory.sharedBytes, "shared"},
                    {memory.scratchBytesPerThread, "a thread over barriers"}});
}

std::string aikernel::explain::memoryText(const DeviceFacts &device) {
  return bytesText({{device.resources.sharedBytes, "shared"},
                    {device.resources.scratchBytes, "local"}});
}
