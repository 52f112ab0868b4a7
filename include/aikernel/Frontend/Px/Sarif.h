//===- Sarif.h - Diagnostics as SARIF 2.1.0 ------------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_SARIF_H
#define AIKERNEL_FRONTEND_PX_SARIF_H

#include "aikernel/Frontend/Px/Diagnostics.h"
#include "llvm/ADT/MapVector.h"

namespace aikernel::px {

/// One run of a tool, as the OASIS standard describes it: rules, results,
/// related places and fixes.
class SarifLog {
public:
  void add(const SourceManager &sources, const Diagnostic &diagnostic);
  llvm::json::Object finish(llvm::StringRef version) &&;

private:
  /// The rules that results name; their index in the list of rules.
  llvm::MapVector<DiagnosticId, size_t> rules;
  llvm::json::Array results;
};

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_SARIF_H
