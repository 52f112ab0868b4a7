//===- Document.h - A text that an editor has open ----------------- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_LSP_DOCUMENT_H
#define AIKERNEL_LIB_DRIVER_LSP_DOCUMENT_H

#include "../SourceReader.h"
#include "aikernel/Frontend/Px/Index.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/Support/LSP/Protocol.h"
#include <map>

namespace aikernel::lsp {

/// Paths and texts of what is open, which need not be on disk yet.
using OpenTexts = std::map<std::string, std::string, std::less<>>;

/// One text with all that the front end says about it. Made anew with every
/// change: that takes milliseconds.
class Document {
public:
  Document(std::string path, int64_t version, const OpenTexts &open,
           llvm::ArrayRef<std::string> includeDirectories);

  const std::string path;
  const int64_t version;
  px::SourceManager sources;
  px::DiagnosticEngine diagnostics{sources};
  std::unique_ptr<px::Analysis> analysis;

  const px::Index &index() const { return analysis->index; }
  llvm::StringRef text() const { return sources.text(0u); }
  /// Whether the text is made of that file too.
  bool includes(llvm::StringRef file) const;

  /// Between the protocol's places (lines from 0, UTF-16 units) and offsets.
  uint32_t offsetOf(llvm::lsp::Position position) const;
  llvm::lsp::Position positionOf(uint32_t file, uint32_t offset) const;
  llvm::lsp::Range rangeOf(px::SourceRange range) const;
  /// "file:///…"
  std::string uriOf(uint32_t file) const;
  /// A Location of the protocol.
  llvm::json::Value locationOf(px::SourceRange range) const;

  /// The kernel or function that holds the place.
  const px::syntax::Kernel *kernelAt(uint32_t offset) const;
  const px::syntax::Function *functionAt(uint32_t offset) const;
};

} // namespace aikernel::lsp

#endif // AIKERNEL_LIB_DRIVER_LSP_DOCUMENT_H
