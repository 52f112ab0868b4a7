//===- Listing.cpp - Assembly with the px lines that it comes from --------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Listing.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace aikernel::explain;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// Takes `"text"` from the front.
static StringRef consumeQuoted(StringRef &rest) {
  rest = rest.ltrim();
  if (!rest.consume_front("\""))
    return "";
  auto [quoted, behind] = rest.split('"');
  rest = behind;
  return quoted;
}

/// `.file 1 "folder" "name"`, for all numbers.
static std::vector<std::string> filesOf(llvm::ArrayRef<StringRef> lines) {
  std::vector<std::string> files;
  for (StringRef line : lines) {
    StringRef rest = line.trim();
    unsigned number;
    if (!rest.consume_front(".file") || rest.ltrim().empty())
      continue;
    rest = rest.ltrim();
    if (rest.consumeInteger(10, number) || number > lines.size())
      continue;
    StringRef first = consumeQuoted(rest), second = consumeQuoted(rest);
    files.resize(std::max<size_t>(files.size(), number + 1));
    bool isWhole = first.empty() || second.empty() || second.starts_with("/");
    files[number] = isWhole ? (second.empty() ? first : second).str()
                            : (first + "/" + second).str();
  }
  return files;
}

/// Whether the function begins behind this line: "symbol:", or PTX's ".entry
/// symbol(".
static bool begins(StringRef line, StringRef symbol) {
  StringRef rest = line;
  if (rest.consume_front(symbol) && rest.starts_with(":"))
    return true;
  size_t at = line.find(".entry ");
  rest = at == StringRef::npos ? "" : line.substr(at + 7);
  return rest.consume_front(symbol) &&
         (rest.starts_with("(") || rest.trim().empty());
}

static bool isLabel(StringRef code) {
  return code.take_until([](char c) { return c == ' ' || c == '\t'; })
      .ends_with(":");
}

/// Directives and labels that only serve debuggers.
static bool isNoise(StringRef code) {
  if (code.empty())
    return true;
  for (StringRef label : {".Ltmp", "$L__tmp", ".Lfunc_begin", "$L__func_begin"})
    if (code.starts_with(label))
      return true;
  bool isKept = isLabel(code) || code.starts_with(".reg") ||
                code.starts_with(".shared") || code.starts_with(".local") ||
                code.starts_with(".param");
  return code.starts_with(".") && !isKept;
}

/// `.loc 1 13 20 …`; line 0 is code of no line.
static Place sourceOf(StringRef loc, llvm::ArrayRef<std::string> files) {
  Place place;
  unsigned file = 0;
  StringRef rest = loc.ltrim();
  rest.consumeInteger(10, file);
  rest = rest.ltrim();
  rest.consumeInteger(10, place.line);
  rest = rest.ltrim();
  rest.consumeInteger(10, place.column);
  if (file >= files.size() || !place.line)
    return {};
  place.file = files[file];
  return place;
}

std::vector<CodeLine> aikernel::explain::linesOf(StringRef assembly,
                                                 StringRef symbol) {
  llvm::SmallVector<StringRef, 0> all;
  assembly.split(all, '\n');
  std::vector<std::string> files = filesOf(all);
  auto line =
      llvm::find_if(all, [&](StringRef l) { return begins(l, symbol); });
  std::vector<CodeLine> lines;
  Place place;
  for (bool isCode = false; line != all.end(); ++line) {
    StringRef code = line->trim();
    if (code.starts_with(".Lfunc_end") || code == "}")
      break;
    if (code.consume_front(".loc"))
      place = sourceOf(code, files);
    else if (!isNoise(code) && (isCode || isLabel(code)))
      lines.push_back({line->rtrim().str(), isLabel(code) ? Place() : place});
    isCode |= isLabel(code) || code == "{";
  }
  return lines;
}

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

void aikernel::explain::countRegisters(llvm::ArrayRef<CodeLine> code,
                                       HostFacts &facts) {
  std::set<unsigned> vectors, masks;
  for (const CodeLine &line : code) {
    auto [instruction, comment] = StringRef(line.text).split('#');
    for (StringRef rest = instruction.split('%').second; !rest.empty();
         rest = rest.split('%').second) {
      StringRef name = rest;
      unsigned number;
      bool isVector = name.consume_front("xmm") || name.consume_front("ymm") ||
                      name.consume_front("zmm");
      bool isMask = !isVector && name.consume_front("k");
      if ((isVector || isMask) && !name.consumeInteger(10, number))
        (isVector ? vectors : masks).insert(number);
    }
    facts.spills += comment.contains(" Spill");
    facts.reloads += comment.contains(" Reload");
  }
  facts.vectorRegisters = vectors.size();
  facts.maskRegisters = masks.size();
}
