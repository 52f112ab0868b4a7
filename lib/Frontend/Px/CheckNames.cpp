//===- CheckNames.cpp - What names stand for ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckNames.h"
#include "Suggestions.h"

using namespace aikernel::px;
using llvm::StringRef;

Checker::Symbol *Checker::find(StringRef name) {
  for (Scope &scope : llvm::reverse(scopes)) {
    auto found = scope.symbols.find(name);
    if (found != scope.symbols.end())
      return &found->second;
  }
  return nullptr;
}

void Checker::addToIndex(StringRef name, const Symbol &symbol) {
  using enum IndexedName::Reach;
  if (!symbol.variable && !symbol.array && !symbol.constant && !symbol.text)
    return;
  bool isTable = symbol.array && symbol.array->role == Array::Role::Table;
  bool isGlobal = symbol.constant || isTable;
  index.addDefinition({.name = name.str(),
                       .definition = symbol.range,
                       .reach = isGlobal             ? Everywhere
                                : unit == Unit::Host ? Host
                                                     : Unit,
                       .unit = unitRange,
                       .variable = symbol.variable,
                       .array = symbol.array,
                       .constant = symbol.constant,
                       .text = symbol.text});
}

/// Warns if a name gets a meaning in place of one that it has further outside.
void Checker::checkShadows(syntax::Name name) {
  Symbol *other = find(name.text);
  bool hasMeaning =
      other && (other->variable || other->array || other->constant);
  if (hasMeaning && !isDeclaring && !scopes.back().symbols.contains(name.text))
    diagnostics.report(DiagnosticId::Shadow, name.range, name.text)
        .note(NoteId::DefinedHere, other->range, name.text);
}

/// Gives the name a new meaning in the innermost scope.
Checker::Symbol &Checker::define(syntax::Name name) {
  checkShadows(name);
  Symbol &symbol = scopes.back().symbols[name.text];
  addToIndex(name.text, symbol); // of a buffer that has been freed
  symbol = Symbol{name.range};
  return symbol;
}

/// Whether the innermost scope has no such name yet, or a freed buffer.
bool Checker::checkNotDefined(syntax::Name name) {
  auto found = scopes.back().symbols.find(name.text);
  if (found == scopes.back().symbols.end() || found->second.isFreed ||
      found->second.isUndefined)
    return true;
  diagnostics.report(DiagnosticId::Redefinition, name.range, name.text)
      .note(NoteId::DefinedHere, found->second.range, name.text);
  return false;
}

/// A name whose definition is wrong exists all the same.
void Checker::poison(StringRef name, SourceRange range) {
  if (!name.empty() && !find(name))
    define({name, range});
}

void Checker::poisonPlace(const syntax::Expr *place) {
  if (auto *variable = llvm::dyn_cast_or_null<syntax::VariableExpr>(place))
    poison(variable->name.text, variable->range);
}

/// The name, or one of the `words`, that was meant in a place that accepts such
/// symbols.
StringRef Checker::suggestFor(StringRef name, Accepts accepts,
                              llvm::ArrayRef<StringRef> words) {
  std::vector<StringRef> names;
  for (const Scope &scope : scopes)
    for (const auto &[known, symbol] : scope.symbols)
      if (!symbol.isFreed && accepts(symbol) && find(known) == &symbol)
        names.push_back(known);
  llvm::sort(names); // maps have no order of their own
  names.insert(names.end(), words.begin(), words.end());
  return nearest(name, names);
}

const syntax::Constant *Checker::findConstant(StringRef name) const {
  for (const syntax::Constant *constant : file.constants)
    if (constant->name.text == name)
      return constant;
  return nullptr;
}

Checker::Symbol *Checker::reportUndefined(syntax::Name name, StringRef what,
                                          Accepts accepts,
                                          llvm::ArrayRef<StringRef> words) {
  auto ended = endedNames.find(name.text);
  if (file.isIncomplete && ended == endedNames.end()) {
    hasHoles = true;
    return nullptr;
  }
  if (ended != endedNames.end()) {
    diagnostics.report(DiagnosticId::NotVisible, name.range, name.text)
        .note(NoteId::DefinedInside, ended->second, name.text)
        .help("give '" + name.text + "' a value before that block");
  } else {
    auto report = diagnostics.report(DiagnosticId::UndefinedName, name.range,
                                     what, name.text);
    StringRef meant;
    if (const syntax::Constant *later = findConstant(name.text))
      report.note(NoteId::DefinedLater, later->name.range, name.text);
    else if (diagnostics.wantsSuggestions())
      meant = suggestFor(name.text, accepts, words);
    if (!meant.empty())
      report.fixIt(name.range, meant);
  }
  define(name).isUndefined = true; // one report a name
  return nullptr;
}

/// The meaning of a name that is used; null when it has none that is known.
Checker::Symbol *Checker::lookUp(syntax::Name name, StringRef what,
                                 Accepts accepts,
                                 llvm::ArrayRef<StringRef> words) {
  Symbol *symbol = find(name.text);
  if (!symbol)
    return reportUndefined(name, what, accepts, words);
  if (symbol->isFreed) {
    diagnostics.report(DiagnosticId::UseAfterFree, name.range, name.text)
        .note(NoteId::FreedHere, symbol->freedAt, name.text);
    return nullptr;
  }
  index.addUse(name.range, symbol->range);
  if (symbol->variable || symbol->array || symbol->constant || symbol->text) {
    ++symbol->reads;
    return symbol;
  }
  hasHoles = true;
  return nullptr;
}

Checker::Symbol *Checker::lookUpScalar(syntax::Name name) {
  auto accepts = [&](const Symbol &symbol) {
    if (symbol.constant)
      return !scalarUse.isSize || isInteger(symbol.constant->type);
    return symbol.variable && !scalarUse.isConstant &&
           (!scalarUse.isSize || isInteger(symbol.variable->type));
  };
  bool hasThreads = unit == Unit::Kernel || unit == Unit::Function;
  Symbol *symbol = lookUp(
      name, "name", accepts,
      scalarUse.isSize ? llvm::ArrayRef<StringRef>()
                       : valueWords(hasThreads && !scalarUse.isConstant));
  if (!symbol || !symbol->text)
    return symbol;
  diagnostics.report(DiagnosticId::TextHasNoValue, name.range, name.text)
      .note(NoteId::DefinedHere, symbol->range, name.text);
  return nullptr;
}

Array *Checker::lookUpArray(syntax::Name name, AcceptsArray accepts) {
  Symbol *symbol = lookUp(name, "array", [&](const Symbol &candidate) {
    return candidate.array && accepts(*candidate.array);
  });
  if (!symbol)
    return nullptr;
  if (!symbol->array)
    diagnostics.report(DiagnosticId::NotAnArray, name.range, name.text)
        .note(NoteId::DefinedHere, symbol->range, name.text);
  return symbol->array;
}

template <typename Map, typename Suggest>
auto Checker::lookUpIn(Map &map, syntax::Name name, StringRef what,
                       Suggest suggest) -> decltype(map.begin()->second.get()) {
  auto found = map.find(name.text);
  if (found != map.end()) {
    index.addUse(name.range, found->second->syntax->name.range);
    return found->second.get();
  }
  if (file.isIncomplete) {
    hasHoles = true;
    return nullptr;
  }
  auto report = diagnostics.report(DiagnosticId::UndefinedName, name.range,
                                   what, name.text);
  Symbol *symbol = find(name.text);
  if (symbol && symbol->array) {
    report.help("'" + name.text + "' is an array; one element of it is '" +
                name.text + "[…]'");
    return nullptr;
  }
  std::vector<StringRef> names;
  for (const auto &entry : map)
    names.push_back(entry.first);
  StringRef meant;
  if (diagnostics.wantsSuggestions())
    meant = suggest(name.text, names);
  if (!meant.empty())
    report.fixIt(name.range, meant);
  return nullptr;
}

Checker::FunctionInfo *Checker::lookUpFunction(syntax::Name name) {
  FunctionInfo *info = lookUpIn(functions, name, "function", suggestFunction);
  if (info)
    info->isCalled = true;
  return info;
}

Checker::KernelInfo *Checker::lookUpKernel(syntax::Name name) {
  return lookUpIn(kernels, name, "kernel", nearest);
}
