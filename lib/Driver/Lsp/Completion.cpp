//===- Completion.cpp - What could be written at a place ---------------------===//
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
#include "llvm/ADT/StringMap.h"

using namespace aikernel;
using namespace aikernel::lsp;
using llvm::StringRef;

namespace {

/// Of the protocol's CompletionItemKind.
enum ItemKind {
  FunctionItem = 3,
  VariableItem = 6,
  KeywordItem = 14,
  SnippetItem = 15,
  ConstantItem = 21,
  TypeItem = 25
};

class Completer {
public:
  Completer(const Document &document, uint32_t offset, bool withSnippets)
      : document(document), offset(offset), withSnippets(withSnippets) {}

  Value run();

private:
  void addStatements();
  void addNames(llvm::function_ref<bool(const px::IndexedName &)> wanted);
  void addValues();
  void add(StringRef label, ItemKind kind, StringRef detail,
           StringRef snippet = "");
  bool isReachable(const px::IndexedName &name) const;

  const Document &document;
  const uint32_t offset;
  const bool withSnippets;
  Array items;
};

} // namespace

/// What ends a block, and what stands in its first line, as snippets have it.
static StringRef snippetFor(StringRef word) {
  static const llvm::StringMap<StringRef> snippets = {
      {"IF", "IF ${1:condition}:\n    $0\nENDIF"},
      {"FOR", "FOR ${1:i} FROM ${2:0} TO ${3:n}:\n    $0\nENDFOR"},
      {"WHILE", "WHILE ${1:condition}:\n    $0\nENDWHILE"},
      {"FUNC", "FUNC ${1:name}(${2:x} ${3:f32}) -> ${4:f32}\n    RETURN "
               "$0\nENDFUNC"},
      {"GPU_KERNEL", "GPU_KERNEL ${1:name}\n    GPU_PARAM ${2:a} ${3:f32[n]}\n"
                     "    GPU_PARAM n i32\n    GPU_THREAD_CODE:\n    THREAD_ID "
                     "-> i\n    $0\nGPU_END"},
      {"GPU_LAUNCH",
       "GPU_LAUNCH ${1:kernel} BLOCKS ${2:blocks} THREADS ${3:256} ARGS $0"},
      {"SET", "SET ${1:value} -> ${0:place}"}};
  return snippets.lookup(word);
}

void Completer::add(StringRef label, ItemKind kind, StringRef detail,
                    StringRef snippet) {
  llvm::json::Object item{{"label", llvm::json::fixUTF8(label)},
                          {"kind", int(kind)},
                          {"detail", llvm::json::fixUTF8(detail)}};
  if (withSnippets && !snippet.empty()) {
    item["insertText"] = snippet.str();
    item["insertTextFormat"] = 2;
  }
  items.push_back(std::move(item));
}

void Completer::addStatements() {
  const px::syntax::Kernel *kernel = document.kernelAt(offset);
  bool isFunction = document.functionAt(offset);
  bool isHead = kernel && !document.text()
                               .slice(kernel->range.begin, offset)
                               .contains_insensitive("GPU_THREAD_CODE");
  for (const px::WordHelp &help : px::allWords()) {
    px::StatementPlaces places = px::placesOf(help.word);
    bool fits = isFunction ? places.function
                : isHead   ? places.header
                : kernel   ? places.kernel
                           : places.top;
    // Words that end or go on with a block stand wherever it does.
    bool isPart = help.kind == px::Highlight::Keyword &&
                  StringRef(help.form).starts_with(help.word) &&
                  help.word.starts_with("E") && !places.top && !places.kernel &&
                  !places.function && !places.header;
    bool endsKernel = kernel && (help.word == "GPU_END" ||
                                 (isHead && help.word == "GPU_THREAD_CODE"));
    if (fits || endsKernel || (isPart && !isHead))
      add(help.word, KeywordItem, help.summary, snippetFor(help.word));
  }
}

bool Completer::isReachable(const px::IndexedName &name) const {
  using Reach = px::IndexedName::Reach;
  bool isInUnit = document.kernelAt(offset) || document.functionAt(offset);
  switch (name.reach) {
  case Reach::Everywhere:
    return true;
  case Reach::Host:
    return !isInUnit && name.definition.begin < offset;
  case Reach::Unit:
    return name.unit.file == 0 && name.unit.begin <= offset &&
           offset <= name.unit.end && name.definition.begin < offset;
  }
  llvm_unreachable("unknown reach");
}

void Completer::addNames(
    llvm::function_ref<bool(const px::IndexedName &)> wanted) {
  for (const px::IndexedName *name : document.index().names()) {
    if (!isReachable(*name) || !wanted(*name))
      continue;
    ItemKind kind = name->function || name->kernel ? FunctionItem
                    : name->constant               ? ConstantItem
                                                   : VariableItem;
    add(name->name, kind, declarationOf(document, *name),
        name->function ? name->name + "($0)" : "");
  }
}

void Completer::addValues() {
  addNames([](const px::IndexedName &name) { return !name.kernel; });
  bool hasThreads = document.kernelAt(offset) || document.functionAt(offset);
  for (const px::WordHelp &help : px::allWords()) {
    bool isValue = help.kind == px::Highlight::Operation ||
                   (help.kind == px::Highlight::BuiltIn && hasThreads);
    bool isClause = help.kind == px::Highlight::Keyword && help.summary.empty();
    if (isValue || isClause)
      add(help.word,
          help.kind == px::Highlight::Operation ? FunctionItem : KeywordItem,
          help.summary,
          help.kind == px::Highlight::Operation ? (help.word + "($0)").str()
                                                : "");
  }
  static constexpr StringRef types[] = {
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType) Spelling,
#include "aikernel/Frontend/Px/Types.def"
  };
  for (StringRef type : types)
    add(type, TypeItem, "type");
}

Value Completer::run() {
  StringRef text = document.text().take_front(offset);
  StringRef line =
      text.take_back(text.size() - (text.find_last_of("\r\n") + 1));
  if (line.contains('#') || line.count('"') % 2 == 1)
    return Array(); // a comment or a text
  StringRef word = line.take_back(
      line.size() -
      (line.find_last_not_of("abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") +
       1));
  StringRef before = line.drop_back(word.size()).rtrim();
  StringRef first = before.ltrim().take_until(llvm::isSpace);
  if (before.ends_with("."))
    for (StringRef axis : {"X", "Y", "Z"})
      add(axis, KeywordItem, "axis");
  else if (before.empty())
    addStatements();
  else if (first.equals_insensitive("GPU_LAUNCH") && before.ltrim() == first)
    addNames([](const px::IndexedName &name) { return name.kernel; });
  else if (first.equals_insensitive("CALL") && before.ltrim() == first)
    addNames([](const px::IndexedName &name) { return name.function; });
  else
    addValues();
  return std::move(items);
}

Value aikernel::lsp::completion(const Document &document, uint32_t offset,
                                bool withSnippets) {
  return Completer(document, offset, withSnippets).run();
}
