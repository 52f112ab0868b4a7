//===- Warnings.h - Which warnings are wanted ----------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_WARNINGS_H
#define AIKERNEL_FRONTEND_PX_WARNINGS_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace aikernel::px {

enum class Severity : uint8_t { Warning, Error };

enum class DiagnosticId : uint8_t {
#define PX_DIAGNOSTIC(Number, Name, Severity, Message) Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

/// The name of a warning behind -W; empty for errors.
llvm::StringRef warningNameOf(DiagnosticId id);

/// All names that -W takes: warnings and groups of them.
std::vector<llvm::StringRef> warningNames();

/// What the -W options say. Later ones win over earlier ones.
class WarningSettings {
public:
  WarningSettings();

  /// What stands behind -W: name, no-name, error, error=name, no-error or
  /// no-error=name. False: there is no such name.
  bool apply(llvm::StringRef flag);
  /// -w
  void silence() { isSilent = true; }

  /// Nothing: it is not wanted.
  std::optional<Severity> severityOf(DiagnosticId warning) const;

private:
  struct State {
    bool isOn = false;
    std::optional<bool> isError; ///< unset: as all are
  };
  std::vector<State> states; ///< by DiagnosticId
  bool areErrors = false;
  bool isSilent = false;
};

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_WARNINGS_H
