//===- FixIts.h - Texts with their fix-its applied ------------ -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_FIXITS_H
#define AIKERNEL_FRONTEND_PX_FIXITS_H

#include "aikernel/Frontend/Px/Diagnostics.h"

namespace aikernel::px {

struct FixedText {
  std::string text;
  unsigned count = 0; ///< diagnostics whose fix-its are in it
};

/// Applies the fix-its of the diagnostics that are about this file, all of one
/// or none. Where two meet, those of the first diagnostic are applied.
FixedText applyFixIts(const SourceManager &sources, uint32_t file,
                      llvm::ArrayRef<const Diagnostic *> diagnostics);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_FIXITS_H
