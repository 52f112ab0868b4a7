//===- Targets.cpp - The table of targets, and its spellings --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/Target.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"

using namespace aikernel;
using llvm::StringRef;

static constexpr Target targets[] = {
#define AIKERNEL_TARGET(Kind, Chip, CPU, Features, Width, IsDefault)           \
  {TargetKind::Kind, Chip, CPU, Features, Width, IsDefault},
#include "aikernel/Target/Targets.def"
};

llvm::ArrayRef<Target> aikernel::allTargets() { return targets; }

StringRef Target::architecture() const {
  switch (kind) {
  case TargetKind::Host:
    return "x86_64";
  case TargetKind::NVPTX:
    return "nvptx64";
  case TargetKind::AMDGPU:
    return "amdgcn";
  }
  llvm_unreachable("a target of no kind");
}

StringRef Target::triple() const {
  switch (kind) {
  case TargetKind::Host:
    return "x86_64-unknown-linux-gnu";
  case TargetKind::NVPTX:
    return "nvptx64-nvidia-cuda";
  case TargetKind::AMDGPU:
    return "amdgcn-amd-amdhsa";
  }
  llvm_unreachable("a target of no kind");
}

std::string Target::name() const {
  return (llvm::Twine(architecture()) + ":" + chip).str();
}

template <typename Predicate>
static std::vector<const Target *> select(Predicate predicate) {
  std::vector<const Target *> selected;
  for (const Target &target : targets)
    if (predicate(target))
      selected.push_back(&target);
  return selected;
}

std::vector<const Target *> aikernel::defaultTargets() {
  return select([](const Target &target) { return target.isDefault; });
}

std::vector<const Target *> aikernel::findTargets(StringRef spelling) {
  if (spelling == "host")
    spelling = "x86_64";
  return select([&](const Target &target) {
    return spelling == target.chip || spelling == target.name() ||
           (spelling == target.architecture() && target.isDefault);
  });
}
