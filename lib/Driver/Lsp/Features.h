//===- Features.h - What an editor can ask about a text ----------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function answers one request of the language server protocol (3.17) as
// the JSON that it asks for; null where there is nothing to say.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_LSP_FEATURES_H
#define AIKERNEL_LIB_DRIVER_LSP_FEATURES_H

#include "Document.h"

namespace aikernel::lsp {

using llvm::json::Array;
using llvm::json::Value;

// Diagnostics.cpp
Value diagnosticsOf(const Document &document);
/// The fix-its of what is said about the range.
Value quickFixes(const Document &document, llvm::lsp::Range range);

// Navigation.cpp
Value definition(const Document &document, uint32_t offset);
Value references(const Document &document, uint32_t offset,
                 bool withDefinition);
Value highlights(const Document &document, uint32_t offset);
Value documentSymbols(const Document &document);
/// Null when the name may not be changed from here.
Value renameRange(const Document &document, uint32_t offset);
llvm::Expected<Value> rename(const Document &document, uint32_t offset,
                             llvm::StringRef newName);

// Hover.cpp
Value hover(const Document &document, uint32_t offset);
Value signatureHelp(const Document &document, uint32_t offset);
/// A declaration as px has it: "x f32[n]", "FUNC f(a i32) -> i32".
std::string declarationOf(const Document &document,
                          const px::IndexedName &name);

// Completion.cpp
Value completion(const Document &document, uint32_t offset, bool withSnippets);

// SemanticTokens.cpp
Value semanticTokens(const Document &document);
Value semanticTokensLegend();

} // namespace aikernel::lsp

#endif // AIKERNEL_LIB_DRIVER_LSP_FEATURES_H
