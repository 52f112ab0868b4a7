//===- Diagnostics.cpp - What is wrong, and what would be right --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Features.h"

using namespace aikernel;
using namespace aikernel::lsp;

/// The place in the open text that a message is shown at: what is said about an
/// included file stands at its INCLUDE.
static px::SourceRange shownRange(const Document &document,
                                  px::SourceRange range) {
  while (auto at = document.sources.includedAt(range.file))
    range = *at;
  return range;
}

static std::string messageOf(const px::Diagnostic &diagnostic) {
  std::string message = diagnostic.message;
  if (!diagnostic.help.empty())
    message += "\n" + diagnostic.help;
  return message;
}

Value aikernel::lsp::diagnosticsOf(const Document &document) {
  Array list;
  for (const px::Diagnostic *diagnostic :
       document.diagnostics.inSourceOrder()) {
    Array related;
    for (const px::Note &note : diagnostic->notes)
      related.push_back(
          llvm::json::Object{{"location", document.locationOf(note.range)},
                             {"message", llvm::json::fixUTF8(note.message)}});
    bool isError = px::severityOf(diagnostic->id) == px::Severity::Error;
    px::SourceRange range = shownRange(document, diagnostic->range);
    list.push_back(llvm::json::Object{
        {"range", document.rangeOf(range)},
        {"severity", isError ? 1 : 2},
        {"code", px::labelOf(diagnostic->id)},
        {"source", "px"},
        {"message", llvm::json::fixUTF8(messageOf(*diagnostic))},
        {"relatedInformation", std::move(related)}});
  }
  return list;
}

static Value editsOf(const Document &document,
                     const px::Diagnostic &diagnostic) {
  Array edits;
  for (const px::FixIt &fixIt : diagnostic.fixIts)
    edits.push_back(llvm::json::Object{{"range", document.rangeOf(fixIt.range)},
                                       {"newText", fixIt.replacement}});
  return llvm::json::Object{
      {"changes", llvm::json::Object{{document.uriOf(0), std::move(edits)}}}};
}

static std::string titleOf(const Document &document,
                           const px::Diagnostic &diagnostic) {
  if (diagnostic.fixIts.size() != 1)
    return "Correct: " + diagnostic.message;
  const px::FixIt &fixIt = diagnostic.fixIts.front();
  llvm::StringRef before = document.sources.text(fixIt.range);
  if (before.empty())
    return "Insert '" + fixIt.replacement + "'";
  if (fixIt.replacement.empty())
    return ("Remove '" + before + "'").str();
  return ("Change '" + before + "' to '" + fixIt.replacement + "'").str();
}

Value aikernel::lsp::quickFixes(const Document &document,
                                llvm::lsp::Range range) {
  Array actions;
  for (const px::Diagnostic *diagnostic :
       document.diagnostics.inSourceOrder()) {
    if (diagnostic->fixIts.empty() || diagnostic->range.file != 0)
      continue;
    llvm::lsp::Range at = document.rangeOf(diagnostic->range);
    if (at.end < range.start || range.end < at.start)
      continue;
    actions.push_back(
        llvm::json::Object{{"title", titleOf(document, *diagnostic)},
                           {"kind", "quickfix"},
                           {"isPreferred", true},
                           {"edit", editsOf(document, *diagnostic)}});
  }
  return actions;
}
