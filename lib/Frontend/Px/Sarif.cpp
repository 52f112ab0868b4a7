//===- Sarif.cpp - Diagnostics as SARIF 2.1.0 -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Sarif.h"
#include "aikernel/Frontend/Px/Explanations.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;
namespace json = llvm::json;

/// The enumerators.
static constexpr const char *names[] = {
#define PX_DIAGNOSTIC(Number, Name, Severity, Message) #Name,
#include "aikernel/Frontend/Px/Diagnostics.def"
};

static StringRef levelOf(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

static json::Object message(StringRef text) {
  return json::Object{{"text", json::fixUTF8(text)}};
}

/// A file name as a URI reference.
static std::string uriOf(StringRef name) {
  std::string uri = name.starts_with("/") ? "file://" : "";
  for (char c : name)
    if (llvm::isAlnum(c) || StringRef("-._~/").contains(c))
      uri += c;
    else
      uri += "%" + llvm::utohexstr(uint8_t(c), /*LowerCase=*/false, 2);
  return uri;
}

/// Columns count characters there.
static uint32_t characterColumn(const SourceManager &sources, uint32_t file,
                                LineColumn place) {
  StringRef before =
      sources.line(file, place.line).take_front(place.column - 1);
  auto begins = [](char c) { return (c & 0xC0) != 0x80; };
  uint32_t beyond = place.column - 1 - before.size();
  return 1 + llvm::count_if(before, begins) + beyond;
}

static json::Object regionOf(const SourceManager &sources, SourceRange range) {
  LineColumn begin = sources.lineColumn(range);
  LineColumn end = sources.lineColumn(range.file, range.end);
  return json::Object{
      {"startLine", begin.line},
      {"startColumn", characterColumn(sources, range.file, begin)},
      {"endLine", end.line},
      {"endColumn", characterColumn(sources, range.file, end)}};
}

static json::Object fileOf(const SourceManager &sources, uint32_t file) {
  return json::Object{{"uri", uriOf(sources.name(file))}};
}

static json::Object placeOf(const SourceManager &sources, SourceRange range) {
  return json::Object{
      {"physicalLocation",
       json::Object{{"artifactLocation", fileOf(sources, range.file)},
                    {"region", regionOf(sources, range)}}}};
}

/// All fix-its of a diagnostic are one fix; they are in its file.
static json::Object fixOf(const SourceManager &sources,
                          const Diagnostic &diagnostic) {
  json::Array replacements;
  for (const FixIt &fixIt : diagnostic.fixIts)
    replacements.push_back(json::Object{
        {"deletedRegion", regionOf(sources, fixIt.range)},
        {"insertedContent", message(fixIt.replacement)},
    });
  uint32_t file = diagnostic.fixIts.front().range.file;
  return json::Object{
      {"description", message("what is probably meant")},
      {"artifactChanges", json::Array{json::Object{
                              {"artifactLocation", fileOf(sources, file)},
                              {"replacements", std::move(replacements)},
                          }}}};
}

void SarifLog::add(const SourceManager &sources, const Diagnostic &diagnostic) {
  size_t rule = rules.try_emplace(diagnostic.id, rules.size()).first->second;
  std::string text = diagnostic.message;
  if (!diagnostic.help.empty())
    text += "\n" + diagnostic.help;
  json::Object result{
      {"ruleId", labelOf(diagnostic.id)},
      {"ruleIndex", rule},
      {"level", levelOf(diagnostic.severity)},
      {"message", message(text)},
      {"locations", json::Array{placeOf(sources, diagnostic.range)}}};
  json::Array related;
  for (const Note &note : diagnostic.notes) {
    json::Object place = placeOf(sources, note.range);
    place["id"] = related.size();
    place["message"] = message(note.message);
    related.push_back(std::move(place));
  }
  if (!related.empty())
    result["relatedLocations"] = std::move(related);
  if (!diagnostic.fixIts.empty())
    result["fixes"] = json::Array{fixOf(sources, diagnostic)};
  results.push_back(std::move(result));
}

static json::Object ruleOf(DiagnosticId id) {
  json::Object rule{
      {"id", labelOf(id)},
      {"name", names[static_cast<size_t>(id)]},
      {"shortDescription", message(messageOf(id))},
      {"fullDescription", message(descriptionOf(id))},
      {"help", json::Object{{"text", descriptionOf(id)},
                            {"markdown", explanationOf(id)}}},
      {"defaultConfiguration",
       json::Object{{"level", levelOf(severityOf(id))}}},
  };
  StringRef flag = warningNameOf(id);
  if (!flag.empty())
    rule["properties"] = json::Object{{"tags", json::Array{flag}}};
  return rule;
}

json::Object SarifLog::finish(StringRef version) && {
  json::Array ruleList;
  for (const auto &[id, index] : rules)
    ruleList.push_back(ruleOf(id));
  json::Object driver{
      {"name", "pxc"}, {"version", version}, {"rules", std::move(ruleList)}};
  json::Object run{{"tool", json::Object{{"driver", std::move(driver)}}},
                   {"columnKind", "unicodeCodePoints"},
                   {"results", std::move(results)}};
  return json::Object{{"$schema",
                       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/"
                       "schemas/sarif-schema-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", json::Array{std::move(run)}}};
}
