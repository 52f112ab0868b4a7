//===- Navigation.cpp - From names to what they stand for --------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Features.h"
#include "aikernel/Frontend/Px/Highlight.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel;
using namespace aikernel::lsp;
using llvm::StringRef;

/// The file that an INCLUDE at the place names.
static std::optional<uint32_t> includedFileAt(const Document &document,
                                              uint32_t offset) {
  for (uint32_t file = 1; file < document.sources.count(); ++file) {
    auto at = document.sources.includedAt(file);
    if (at && at->file == 0 && at->begin <= offset && offset <= at->end)
      return file;
  }
  return std::nullopt;
}

Value aikernel::lsp::definition(const Document &document, uint32_t offset) {
  if (auto file = includedFileAt(document, offset))
    return document.locationOf({*file, 0, 0});
  auto found = document.index().find(0, offset);
  return found ? document.locationOf(found->name->definition) : Value(nullptr);
}

Value aikernel::lsp::references(const Document &document, uint32_t offset,
                                bool withDefinition) {
  auto found = document.index().find(0, offset);
  if (!found)
    return nullptr;
  Array list;
  const px::SourceRange &definition = found->name->definition;
  for (px::SourceRange range : document.index().occurrences(*found->name)) {
    bool isDefinition =
        range.file == definition.file && range.begin == definition.begin;
    if (withDefinition || !isDefinition)
      list.push_back(document.locationOf(range));
  }
  return list;
}

Value aikernel::lsp::highlights(const Document &document, uint32_t offset) {
  auto found = document.index().find(0, offset);
  if (!found)
    return nullptr;
  Array list;
  for (px::SourceRange range : document.index().occurrences(*found->name))
    if (range.file == 0)
      list.push_back(llvm::json::Object{{"range", document.rangeOf(range)}});
  return list;
}

//===----------------------------------------------------------------------===//
// Outline
//===----------------------------------------------------------------------===//

namespace {
/// Of the protocol's SymbolKind.
enum SymbolKind { Function = 12, Variable = 13, Constant = 14, Kernel = 6 };
} // namespace

static llvm::json::Object symbol(const Document &document, StringRef name,
                                 StringRef detail, SymbolKind kind,
                                 px::SourceRange whole,
                                 px::SourceRange nameRange) {
  return llvm::json::Object{{"name", llvm::json::fixUTF8(name)},
                            {"detail", llvm::json::fixUTF8(detail)},
                            {"kind", int(kind)},
                            {"range", document.rangeOf(whole)},
                            {"selectionRange", document.rangeOf(nameRange)}};
}

Value aikernel::lsp::documentSymbols(const Document &document) {
  Array list;
  for (const px::IndexedName *name : document.index().names()) {
    if (name->definition.file != 0)
      continue;
    SymbolKind kind = Constant;
    px::SourceRange whole = name->definition;
    if (name->kernel || name->function) {
      kind = name->kernel ? Kernel : Function;
      whole = name->unit;
    } else if (name->reach == px::IndexedName::Reach::Unit) {
      continue; // what a kernel is made of
    } else if (name->reach == px::IndexedName::Reach::Host) {
      kind = Variable;
    }
    list.push_back(symbol(document, name->name, declarationOf(document, *name),
                          kind, whole, name->definition));
  }
  return list;
}

//===----------------------------------------------------------------------===//
// Other names
//===----------------------------------------------------------------------===//

/// What can be renamed: a name that this text defines.
static std::optional<px::Index::Found> renamable(const Document &document,
                                                 uint32_t offset) {
  auto found = document.index().find(0, offset);
  bool isOwn = found && found->name->definition.file == 0;
  return isOwn ? found : std::nullopt;
}

Value aikernel::lsp::renameRange(const Document &document, uint32_t offset) {
  auto found = renamable(document, offset);
  return found ? Value(document.rangeOf(found->range)) : Value(nullptr);
}

/// Why the name cannot be one, or "".
static std::string complaintAbout(StringRef name) {
  bool isName =
      !name.empty() && !llvm::isDigit(name.front()) &&
      llvm::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; });
  if (!isName)
    return "a name is a letter or '_', then letters, digits and '_'";
  if (px::helpFor(name))
    return "'" + name.str() + "' is a reserved word";
  return "";
}

/// Another meaning of the name where this one can be used.
static const px::IndexedName *clashWith(const Document &document,
                                        const px::IndexedName &name,
                                        StringRef newName) {
  using Reach = px::IndexedName::Reach;
  for (const px::IndexedName *other : document.index().names()) {
    bool meets =
        name.reach == Reach::Everywhere || other->reach == Reach::Everywhere ||
        (name.reach == other->reach && name.unit.begin == other->unit.begin);
    if (other->name == newName && meets)
      return other;
  }
  return nullptr;
}

llvm::Expected<Value> aikernel::lsp::rename(const Document &document,
                                            uint32_t offset,
                                            StringRef newName) {
  auto found = renamable(document, offset);
  std::string complaint =
      found ? complaintAbout(newName) : "only names of this file are changed";
  if (complaint.empty() && clashWith(document, *found->name, newName))
    complaint = "'" + newName.str() + "' is defined already";
  if (!complaint.empty())
    return llvm::createStringError(complaint);
  Array edits;
  for (px::SourceRange range : document.index().occurrences(*found->name))
    if (range.file == 0)
      edits.push_back(llvm::json::Object{{"range", document.rangeOf(range)},
                                         {"newText", newName.str()}});
  return llvm::json::Object{
      {"changes", llvm::json::Object{{document.uriOf(0), std::move(edits)}}}};
}
