//===- Excerpt.h - What is written at a place of a px source ----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_EXPLAIN_EXCERPT_H
#define AIKERNEL_LIB_DRIVER_EXPLAIN_EXCERPT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace aikernel::explain {

/// What begins at `column` (from 1) of a line, short enough for a table: a name
/// with its index or its arguments, a statement, or the beginning of anything
/// else.
std::string excerpt(llvm::StringRef line, uint32_t column);

} // namespace aikernel::explain

#endif // AIKERNEL_LIB_DRIVER_EXPLAIN_EXCERPT_H
