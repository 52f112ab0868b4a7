//===- Choice.cpp - Which code a GPU gets ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Choice.h"
#include <charconv>

using namespace aikernel::artifact;
using format::CodeKind;

namespace {

/// "sm_90a" in its parts.
struct ComputeCapability {
  unsigned number;
  std::string_view suffix; ///< "a": runs on exactly this number only
};

std::optional<ComputeCapability> parseComputeCapability(std::string_view arch) {
  constexpr std::string_view prefix = "sm_";
  if (!arch.starts_with(prefix))
    return std::nullopt;
  const char *first = arch.data() + prefix.size();
  const char *last = arch.data() + arch.size();
  unsigned number;
  auto [end, failure] = std::from_chars(first, last, number);
  if (failure != std::errc())
    return std::nullopt;
  return ComputeCapability{number, {end, size_t(last - end)}};
}

struct GenericTarget {
  std::string_view name;
  std::string_view members; ///< blank-separated, closed by a blank
};

constexpr GenericTarget genericTargets[] = {
    {"gfx9-generic", "gfx900 gfx902 gfx904 gfx906 gfx909 gfx90c "},
    {"gfx9-4-generic", "gfx940 gfx941 gfx942 gfx950 "},
    {"gfx10-1-generic", "gfx1010 gfx1011 gfx1012 gfx1013 "},
    {"gfx10-3-generic",
     "gfx1030 gfx1031 gfx1032 gfx1033 gfx1034 gfx1035 gfx1036 "},
    {"gfx11-generic", "gfx1100 gfx1101 gfx1102 gfx1103 gfx1150 gfx1151 gfx1152 "
                      "gfx1153 "},
    {"gfx12-generic", "gfx1200 gfx1201 "},
};

std::string_view genericTargetOf(std::string_view gpu) {
  std::string word = std::string(gpu) + " ";
  for (const GenericTarget &target : genericTargets)
    if (target.members.find(word) != std::string_view::npos)
      return target.name;
  return {};
}

/// How well a code version suits a GPU: 0 not at all, else the higher the
/// better.
unsigned rankForNvidia(CodeKind kind, std::string_view arch,
                       ComputeCapability gpu) {
  auto code = parseComputeCapability(arch);
  if (!code || (!code->suffix.empty() && code->suffix != "a"))
    return 0;
  bool isExact = code->number == gpu.number;
  bool isSpecific = code->suffix == "a";
  if (kind == CodeKind::Cubin && isExact)
    return isSpecific ? 1000003 : 1000002;
  if (kind != CodeKind::PTX || (isSpecific && !isExact))
    return 0;
  if (isSpecific)
    return 1000001;
  return code->number <= gpu.number ? code->number : 0;
}

unsigned rankForAmd(CodeKind kind, std::string_view arch,
                    std::string_view gpu) {
  if (kind != CodeKind::HSACO)
    return 0;
  if (arch == gpu)
    return 2;
  return arch == genericTargetOf(gpu) ? 1 : 0;
}

} // namespace

std::optional<uint32_t> aikernel::artifact::chooseCode(const Reader &reader,
                                                       std::string_view gpu) {
  auto nvidia = parseComputeCapability(gpu);
  bool isAmd = gpu.starts_with("gfx");
  // Target features behind a colon ("gfx942:xnack-") do not change the choice.
  std::string_view amd = gpu.substr(0, gpu.find(':'));

  std::optional<uint32_t> best;
  unsigned bestRank = 0;
  for (uint32_t i = 0; i != reader.codeCount(); ++i) {
    format::Code code = reader.code(i);
    std::string_view arch = reader.text(code.arch);
    unsigned rank = 0;
    if (nvidia)
      rank = rankForNvidia(CodeKind(code.kind), arch, *nvidia);
    else if (isAmd)
      rank = rankForAmd(CodeKind(code.kind), arch, amd);
    if (rank > bestRank) {
      bestRank = rank;
      best = i;
    }
  }
  return best;
}
