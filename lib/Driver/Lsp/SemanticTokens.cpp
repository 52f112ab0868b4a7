//===- SemanticTokens.cpp - Colors by meaning --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Features.h"
#include "aikernel/Frontend/Px/Highlight.h"

using namespace aikernel;
using namespace aikernel::lsp;

namespace {

enum TokenType {
  Keyword,
  Function,
  Parameter,
  Variable,
  Type,
  Number,
  String,
  Comment,
  Operator,
  Constant
};

enum Modifier { Declaration = 1, ReadOnly = 2 };

struct SemanticToken {
  px::SourceRange range;
  TokenType type;
  int modifiers = 0;
};

} // namespace

Value aikernel::lsp::semanticTokensLegend() {
  return llvm::json::Object{
      {"tokenTypes",
       Array{"keyword", "function", "parameter", "variable", "type", "number",
             "string", "comment", "operator", "enumMember"}},
      {"tokenModifiers", Array{"declaration", "readonly"}}};
}

static TokenType typeOf(px::Highlight kind) {
  switch (kind) {
  case px::Highlight::Keyword:
    return Keyword;
  case px::Highlight::Operation:
    return Function;
  case px::Highlight::BuiltIn:
  case px::Highlight::Name:
    return Variable;
  case px::Highlight::Type:
    return Type;
  case px::Highlight::Number:
    return Number;
  case px::Highlight::String:
    return String;
  case px::Highlight::Operator:
    return Operator;
  case px::Highlight::Comment:
    return Comment;
  }
  llvm_unreachable("unknown kind");
}

static TokenType typeOf(const px::IndexedName &name) {
  if (name.kernel || name.function)
    return Function;
  if (name.constant)
    return Constant;
  bool isParameter =
      (name.variable && name.variable->role == px::Variable::Role::Parameter) ||
      (name.array && (name.array->role == px::Array::Role::Parameter ||
                      name.array->role == px::Array::Role::Argument));
  return isParameter ? Parameter : Variable;
}

static bool isReadOnly(const px::IndexedName &name) {
  return name.constant ||
         (name.variable && name.variable->role == px::Variable::Role::Loop) ||
         (name.array && name.array->role == px::Array::Role::Table);
}

/// Words as they are spelled, names as they are meant.
static std::vector<SemanticToken> tokensOf(const Document &document) {
  std::vector<SemanticToken> tokens;
  std::vector<px::Index::Found> names = document.index().all(0);
  auto next = names.begin();
  for (const px::Highlighted &piece : px::highlight(document.sources, 0)) {
    while (next != names.end() && next->range.begin < piece.range.begin)
      ++next;
    SemanticToken token{piece.range, typeOf(piece.kind)};
    if (next != names.end() && next->range.begin == piece.range.begin) {
      const px::IndexedName &name = *next->name;
      bool isDefinition = name.definition.file == 0 &&
                          name.definition.begin == piece.range.begin;
      token.type = typeOf(name);
      token.modifiers =
          (isDefinition ? Declaration : 0) | (isReadOnly(name) ? ReadOnly : 0);
    }
    tokens.push_back(token);
  }
  return tokens;
}

/// Five numbers a token: line and character from the token before, length,
/// type, modifiers.
Value aikernel::lsp::semanticTokens(const Document &document) {
  Array data;
  llvm::lsp::Position last;
  for (const SemanticToken &token : tokensOf(document)) {
    llvm::lsp::Range range = document.rangeOf(token.range);
    bool isSameLine = range.start.line == last.line;
    data.push_back(range.start.line - last.line);
    data.push_back(range.start.character - (isSameLine ? last.character : 0));
    data.push_back(range.end.character - range.start.character);
    data.push_back(int(token.type));
    data.push_back(token.modifiers);
    last = range.start;
  }
  return llvm::json::Object{{"data", std::move(data)}};
}
