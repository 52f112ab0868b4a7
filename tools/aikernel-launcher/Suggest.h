//===- Suggest.h - What a misspelled name may mean -------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LAUNCHER_SUGGEST_H
#define AIKERNEL_LAUNCHER_SUGGEST_H

#include <string_view>
#include <vector>

namespace aikernel::launcher {

/// The one of the names that is nearest, at most two letters away; empty if
/// there is none.
std::string_view nearestName(std::string_view name,
                             const std::vector<std::string_view> &names);

} // namespace aikernel::launcher

#endif // AIKERNEL_LAUNCHER_SUGGEST_H
