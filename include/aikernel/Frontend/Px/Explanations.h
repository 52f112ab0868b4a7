//===- Explanations.h - What messages mean -------------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_EXPLANATIONS_H
#define AIKERNEL_FRONTEND_PX_EXPLANATIONS_H

#include "aikernel/Frontend/Px/Diagnostics.h"

namespace aikernel::px {

/// All of them, in the order of their numbers.
std::vector<DiagnosticId> allDiagnostics();
/// The one with that number: 42, 042, px-42 or px-042.
std::optional<DiagnosticId> diagnosticNamed(llvm::StringRef name);

/// The page of docs/diagnostics, in Markdown.
llvm::StringRef explanationOf(DiagnosticId id);
/// What it says before the examples, without the heading.
llvm::StringRef descriptionOf(DiagnosticId id);

/// The page for a terminal, with the message.
void printExplanation(DiagnosticId id, llvm::raw_ostream &os);
/// A line for each message.
void printDiagnostics(llvm::raw_ostream &os);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_EXPLANATIONS_H
