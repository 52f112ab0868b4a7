//===- Includes.h - The files that INCLUDE takes in -------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_INCLUDES_H
#define AIKERNEL_LIB_FRONTEND_PX_INCLUDES_H

#include "aikernel/Frontend/Px/Frontend.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

namespace aikernel::px {

/// Each file is taken in once, however many INCLUDEs name it.
class Includes {
public:
  Includes(SourceManager &sources, uint32_t mainFile, IncludeReader *reader,
           DiagnosticEngine &diagnostics);

  /// What an INCLUDE stands for. A file that is new has a number, and is parsed
  /// up to `leave`.
  struct Entry {
    std::optional<uint32_t> file = std::nullopt;
    bool isMissing = false; ///< reported
  };
  Entry enter(const syntax::IncludeStmt &stmt);
  void leave() { open.pop_back(); }

private:
  void reportFailure(const syntax::IncludeStmt &stmt,
                     const IncludeFailure &failure);

  /// INCLUDEs in each other.
  static constexpr unsigned maximumDepth = 64;

  SourceManager &sources;
  IncludeReader *reader;
  DiagnosticEngine &diagnostics;
  llvm::StringSet<> known;
  /// The identities of the files that are being parsed, innermost last.
  llvm::SmallVector<std::string> open;
};

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_INCLUDES_H
