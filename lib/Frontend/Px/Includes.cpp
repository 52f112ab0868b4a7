//===- Includes.cpp - The files that INCLUDE takes in ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Includes.h"
#include "Suggestions.h"
#include "llvm/ADT/STLExtras.h"

using namespace aikernel::px;

Includes::Includes(SourceManager &sources, uint32_t mainFile,
                   IncludeReader *reader, DiagnosticEngine &diagnostics)
    : sources(sources), reader(reader), diagnostics(diagnostics) {
  if (reader)
    open.push_back(reader->identityOf(sources.name(mainFile)));
}

Includes::Entry Includes::enter(const syntax::IncludeStmt &stmt) {
  uint32_t includer = stmt.range.file;
  if (open.size() > maximumDepth) {
    diagnostics.report(DiagnosticId::NestingTooDeep, stmt.range, "INCLUDE",
                       maximumDepth);
    return {.isMissing = true};
  }
  if (!reader) {
    reportFailure(stmt, {"this program has no files", {}});
    return {.isMissing = true};
  }
  auto found = reader->read(stmt.path, sources.name(includer));
  if (auto *failure = std::get_if<IncludeFailure>(&found)) {
    reportFailure(stmt, *failure);
    return {.isMissing = true};
  }
  auto &file = std::get<IncludedFile>(found);
  if (llvm::is_contained(open, file.identity)) {
    diagnostics.report(DiagnosticId::IncludesItself, stmt.pathRange, stmt.path);
    return {};
  }
  if (!known.insert(file.identity).second)
    return {};
  open.push_back(std::move(file.identity));
  return {
      sources.add(std::move(file.name), std::move(file.text), stmt.pathRange)};
}

void Includes::reportFailure(const syntax::IncludeStmt &stmt,
                             const IncludeFailure &failure) {
  auto report = diagnostics.report(DiagnosticId::NoIncludedFile, stmt.pathRange,
                                   stmt.path, failure.reason);
  std::vector<llvm::StringRef> names(failure.known.begin(),
                                     failure.known.end());
  llvm::StringRef meant = nearest(stmt.path, names);
  if (!meant.empty())
    report.fixIt(stmt.pathRange, "\"" + meant + "\"");
}
