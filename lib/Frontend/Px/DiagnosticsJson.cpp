//===- DiagnosticsJson.cpp - Errors and warnings for programs -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Diagnostics.h"

using namespace aikernel::px;
using llvm::StringRef;
namespace json = llvm::json;

static json::Object placeOf(const SourceManager &sources, SourceRange range) {
  LineColumn begin = sources.lineColumn(range);
  LineColumn end = sources.lineColumn(range.file, range.end);
  return json::Object{{"file", json::fixUTF8(sources.name(range.file))},
                      {"line", begin.line},
                      {"column", begin.column},
                      {"endLine", end.line},
                      {"endColumn", end.column}};
}

json::Object aikernel::px::toJson(const SourceManager &sources,
                                  const Diagnostic &diagnostic) {
  bool isError = diagnostic.severity == Severity::Error;
  json::Object object = placeOf(sources, diagnostic.range);
  object["id"] = labelOf(diagnostic.id);
  object["severity"] = isError ? "error" : "warning";
  StringRef flag = warningNameOf(diagnostic.id);
  if (!flag.empty())
    object["flag"] = ("-W" + flag).str();
  object["message"] = json::fixUTF8(diagnostic.message);
  if (!diagnostic.help.empty())
    object["help"] = json::fixUTF8(diagnostic.help);
  json::Array notes, fixIts;
  for (const Note &note : diagnostic.notes) {
    json::Object place = placeOf(sources, note.range);
    place["message"] = json::fixUTF8(note.message);
    notes.push_back(std::move(place));
  }
  for (const FixIt &fixIt : diagnostic.fixIts) {
    json::Object place = placeOf(sources, fixIt.range);
    place["replacement"] = json::fixUTF8(fixIt.replacement);
    fixIts.push_back(std::move(place));
  }
  object["notes"] = std::move(notes);
  object["fixIts"] = std::move(fixIts);
  return object;
}
