//===- Hover.cpp - What a word stands for ------------------------------------===//
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

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

static std::string declarationOf(const Document &document,
                                 const px::Array &array) {
  std::string sizes;
  for (const px::Expr *size : array.sizes) {
    auto *literal = llvm::dyn_cast<px::LiteralExpr>(size);
    sizes += (sizes.empty() ? "" : ", ") +
             (literal ? std::to_string(literal->bits)
                      : document.sources.text(size->range).str());
  }
  return (array.name + " " + px::spellingOf(array.element) + "[" + sizes + "]")
      .str();
}

static std::string declarationOf(const px::Variable &variable) {
  return (variable.name + " " + px::spellingOf(variable.type)).str();
}

static std::string declarationOf(const Document &document,
                                 const std::vector<px::Parameter> &parameters) {
  std::string list;
  for (const px::Parameter &parameter : parameters)
    list += (list.empty() ? "" : ", ") +
            (parameter.array ? declarationOf(document, *parameter.array)
                             : declarationOf(*parameter.variable));
  return list;
}

std::string aikernel::lsp::declarationOf(const Document &document,
                                         const px::IndexedName &name) {
  if (name.kernel)
    return "GPU_KERNEL " + name.name + "(" +
           ::declarationOf(document, name.kernel->parameters) + ")";
  if (name.function) {
    std::string text = "FUNC " + name.name + "(" +
                       ::declarationOf(document, name.function->parameters) +
                       ")";
    if (name.function->result)
      text += " -> " + px::spellingOf(*name.function->result).str();
    return text;
  }
  if (name.array)
    return ::declarationOf(document, *name.array);
  if (name.text)
    return name.name + " text";
  if (name.variable)
    return ::declarationOf(*name.variable);
  return name.name + " " + px::spellingOf(name.constant->type).str();
}

static StringRef roleOf(const px::IndexedName &name) {
  using Variable = px::Variable::Role;
  using Array = px::Array::Role;
  if (name.kernel)
    return "kernel";
  if (name.function)
    return "function";
  if (name.constant)
    return "constant";
  if (name.text)
    return "text of the command line";
  if (name.variable)
    switch (name.variable->role) {
    case Variable::Parameter:
      return "parameter";
    case Variable::Local:
      return "variable";
    case Variable::Loop:
      return "loop variable";
    case Variable::HostArgument:
      return "value of the command line";
    }
  switch (name.array->role) {
  case Array::Parameter:
    return "parameter in the memory of the device";
  case Array::Shared:
    return "array in the memory of the block";
  case Array::Local:
    return "array of the thread";
  case Array::Table:
    return "table";
  case Array::HostBuffer:
    return "buffer";
  case Array::Argument:
    return "the caller's array";
  }
  llvm_unreachable("unknown role");
}

/// The comment lines right above a definition.
static std::string commentAbove(const Document &document,
                                px::SourceRange definition) {
  std::vector<StringRef> lines;
  uint32_t line = document.sources.lineColumn(definition).line;
  while (--line > 0) {
    StringRef text = document.sources.line(definition.file, line).trim();
    if (!text.consume_front("#"))
      break;
    lines.push_back(text.trim());
  }
  return llvm::join(llvm::reverse(lines), "\n");
}

static std::string describe(const Document &document,
                            const px::IndexedName &name) {
  std::string text = "```px\n" + declarationOf(document, name) + "\n```\n" +
                     roleOf(name).str();
  bool isOfKernel = name.variable && name.reach == px::IndexedName::Reach::Unit;
  if (isOfKernel && document.kernelAt(name.definition.begin))
    text += document.index().varying.contains(name.variable)
                ? ", varying: threads of a block can have different values"
                : ", uniform: all threads of a block have the same value";
  if (name.kernel || name.function || name.constant)
    if (std::string comment = commentAbove(document, name.definition);
        !comment.empty())
      text += "\n\n" + comment;
  return text;
}

//===----------------------------------------------------------------------===//
// Hover
//===----------------------------------------------------------------------===//

static Value answer(const Document &document, std::string text,
                    px::SourceRange range) {
  return llvm::json::Object{
      {"contents", llvm::json::Object{{"kind", "markdown"},
                                      {"value", llvm::json::fixUTF8(text)}}},
      {"range", document.rangeOf(range)}};
}

static bool isWordCharacter(char c) { return llvm::isAlnum(c) || c == '_'; }

/// The word that the place is in or behind.
static px::SourceRange wordAt(const Document &document, uint32_t offset) {
  StringRef text = document.text();
  uint32_t begin = offset, end = offset;
  while (begin > 0 && isWordCharacter(text[begin - 1]))
    --begin;
  while (end < text.size() && isWordCharacter(text[end]))
    ++end;
  return {0, begin, end};
}

Value aikernel::lsp::hover(const Document &document, uint32_t offset) {
  if (auto found = document.index().find(0, offset))
    return answer(document, describe(document, *found->name), found->range);
  px::SourceRange range = wordAt(document, offset);
  StringRef word = document.sources.text(range);
  const px::WordHelp *help = px::helpFor(word.upper());
  if (!help || help->summary.empty())
    return nullptr;
  return answer(document,
                "```px\n" + help->form + "\n```\n" + help->summary.str(),
                range);
}

//===----------------------------------------------------------------------===//
// Signatures
//===----------------------------------------------------------------------===//

/// The open parenthesis around the place, in its line, and the commas before.
static std::optional<std::pair<uint32_t, int>>
callAround(const Document &document, uint32_t offset) {
  StringRef text = document.text();
  int depth = 0, commas = 0;
  for (uint32_t at = offset; at > 0 && !px::isLineEnd(text[at - 1]); --at) {
    char c = text[at - 1];
    if (c == ')' || c == ']')
      ++depth;
    else if ((c == '(' || c == '[') && depth-- == 0)
      return c == '(' ? std::optional(std::pair(at - 1, commas)) : std::nullopt;
    else if (c == ',' && depth == 0)
      ++commas;
  }
  return std::nullopt;
}

static Value signature(std::string label, std::vector<std::string> parameters,
                       std::string documentation, int active) {
  Array list;
  for (std::string &parameter : parameters)
    list.push_back(llvm::json::Object{{"label", std::move(parameter)}});
  return llvm::json::Object{
      {"signatures",
       Array{llvm::json::Object{{"label", std::move(label)},
                                {"documentation", std::move(documentation)},
                                {"parameters", std::move(list)}}}},
      {"activeSignature", 0},
      {"activeParameter", active}};
}

Value aikernel::lsp::signatureHelp(const Document &document, uint32_t offset) {
  auto call = callAround(document, offset);
  if (!call)
    return nullptr;
  px::SourceRange range = wordAt(document, call->first);
  StringRef word = document.sources.text(range);
  for (const px::IndexedName *name : document.index().names()) {
    if (!name->function || name->name != word)
      continue;
    std::vector<std::string> parameters;
    for (const px::Parameter &parameter : name->function->parameters)
      parameters.push_back(parameter.array
                               ? ::declarationOf(document, *parameter.array)
                               : ::declarationOf(*parameter.variable));
    return signature(declarationOf(document, *name), std::move(parameters),
                     commentAbove(document, name->definition), call->second);
  }
  const px::WordHelp *help = px::helpFor(word);
  if (!help || help->kind != px::Highlight::Operation)
    return nullptr;
  // "…, or MIN(x, y)"
  StringRef form = StringRef(help->form).rsplit("or ").second;
  std::vector<std::string> parameters;
  llvm::SmallVector<StringRef> names;
  form.split('(').second.drop_back().split(names, ", ");
  for (StringRef name : names)
    parameters.push_back(name.str());
  return signature(form.str(), std::move(parameters), help->summary.str(),
                   call->second);
}
