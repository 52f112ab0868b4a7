//===- FixIts.cpp - Texts with their fix-its applied ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/FixIts.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace aikernel::px;
using llvm::StringRef;

/// By their beginning; no two meet.
using Edits = std::map<uint32_t, const FixIt *>;

/// Insertions meet what begins or ends where they stand.
static bool meet(SourceRange a, SourceRange b) {
  bool isInsertion = a.begin == a.end || b.begin == b.end;
  return isInsertion ? a.begin <= b.end && b.begin <= a.end
                     : a.begin < b.end && b.begin < a.end;
}

static bool meetsOne(const Edits &edits, const FixIt &fixIt) {
  auto next = edits.lower_bound(fixIt.range.begin);
  if (next != edits.end() && meet(next->second->range, fixIt.range))
    return true;
  return next != edits.begin() &&
         meet(std::prev(next)->second->range, fixIt.range);
}

FixedText
aikernel::px::applyFixIts(const SourceManager &sources, uint32_t file,
                          llvm::ArrayRef<const Diagnostic *> diagnostics) {
  FixedText fixed;
  Edits edits;
  for (const Diagnostic *diagnostic : diagnostics) {
    const std::vector<FixIt> &fixIts = diagnostic->fixIts;
    bool isPossible = llvm::all_of(fixIts, [&](const FixIt &fixIt) {
      return fixIt.range.file == file && !meetsOne(edits, fixIt);
    });
    if (fixIts.empty() || !isPossible)
      continue;
    for (const FixIt &fixIt : fixIts)
      edits.emplace(fixIt.range.begin, &fixIt);
    ++fixed.count;
  }
  StringRef text = sources.text(file);
  uint32_t position = 0;
  for (const auto &[begin, fixIt] : edits) {
    fixed.text += text.slice(position, begin);
    fixed.text += fixIt->replacement;
    position = fixIt->range.end;
  }
  fixed.text += text.drop_front(position);
  return fixed;
}
