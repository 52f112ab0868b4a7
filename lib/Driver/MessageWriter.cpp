//===- MessageWriter.cpp - What commands say about px files ---------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MessageWriter.h"
#include "Version.h"

using namespace aikernel;

using Format = MessageOptions::Format;

void MessageWriter::write(const px::SourceManager &sources,
                          const px::DiagnosticEngine &diagnostics,
                          size_t first) {
  for (const px::Diagnostic *diagnostic : diagnostics.inSourceOrder(first)) {
    bool isError = diagnostic->severity == px::Severity::Error;
    ++(isError ? errors : warnings);
    if (options.format == Format::Json)
      list.push_back(toJson(sources, *diagnostic));
    else if (options.format == Format::Sarif)
      sarif.add(sources, *diagnostic);
  }
  if (options.format == Format::Text)
    diagnostics.render(os, {options.useColor, first});
}

void MessageWriter::finish() {
  if (std::exchange(isFinished, true) || options.format == Format::Text)
    return;
  llvm::json::Value document = nullptr;
  if (options.format == Format::Json)
    document = std::move(list);
  else
    document = std::move(sarif).finish(version());
  llvm::json::OStream(os, /*IndentSize=*/2).value(document);
  os << '\n';
}
