//===- MessageWriter.h - What commands say about px files ----- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_MESSAGEWRITER_H
#define AIKERNEL_LIB_DRIVER_MESSAGEWRITER_H

#include "aikernel/Driver/Compilation.h"
#include "aikernel/Frontend/Px/Sarif.h"

namespace aikernel {

/// Writes the diagnostics of a command: text at once, the other formats as one
/// document when the command is through.
class MessageWriter {
public:
  MessageWriter(const MessageOptions &options, llvm::raw_ostream &os)
      : options(options), os(os) {}
  ~MessageWriter() { finish(); }

  /// Those of the engine without the `first` ones.
  void write(const px::SourceManager &sources,
             const px::DiagnosticEngine &diagnostics, size_t first = 0);
  void finish();

  unsigned errors = 0, warnings = 0;

private:
  const MessageOptions options;
  llvm::raw_ostream &os;
  llvm::json::Array list;
  px::SarifLog sarif;
  bool isFinished = false;
};

} // namespace aikernel

#endif // AIKERNEL_LIB_DRIVER_MESSAGEWRITER_H
