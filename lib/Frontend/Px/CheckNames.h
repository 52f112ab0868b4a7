//===- CheckNames.h - Scopes while checking ---------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_CHECKNAMES_H
#define AIKERNEL_LIB_FRONTEND_PX_CHECKNAMES_H

#include "Check.h"

namespace aikernel::px {

/// Opens a scope; what it defines is remembered as ended when it closes.
class Checker::ScopeGuard {
public:
  explicit ScopeGuard(Checker &checker) : checker(checker) {
    checker.scopes.emplace_back();
  }
  ~ScopeGuard() {
    for (auto &entry : checker.scopes.back().symbols) {
      checker.endedNames[entry.getKey()] = entry.getValue().range;
      checker.addToIndex(entry.getKey(), entry.getValue());
      checker.checkUnused(entry.getValue(), entry.getKey());
    }
    checker.scopes.pop_back();
  }
  ScopeGuard(const ScopeGuard &) = delete;

private:
  Checker &checker;
};

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_CHECKNAMES_H
