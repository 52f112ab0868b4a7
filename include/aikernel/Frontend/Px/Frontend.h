//===- Frontend.h - From px text to a typed program -------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_FRONTEND_H
#define AIKERNEL_FRONTEND_PX_FRONTEND_H

#include "aikernel/Frontend/Px/Diagnostics.h"
#include "aikernel/Frontend/Px/Typed.h"
#include <optional>
#include <utility>
#include <variant>

namespace aikernel::px {

struct IncludedFile {
  std::string name;     ///< for messages
  std::string identity; ///< the same for one file by whatever name
  std::string text;
};

/// Why there is no such file, and names that exist where it was looked for.
struct IncludeFailure {
  std::string reason;
  std::vector<std::string> known;
};

/// Finds what INCLUDE names.
class IncludeReader {
public:
  virtual ~IncludeReader() = default;
  /// Of a file by the name that it has in messages.
  virtual std::string identityOf(llvm::StringRef file) = 0;
  /// `includer` is the name of the file that INCLUDE stands in.
  virtual std::variant<IncludedFile, IncludeFailure>
  read(llvm::StringRef name, llvm::StringRef includer) = 0;
};

struct Options {
  /// -D NAME=VALUE: what GPU_CONST constants have instead of their own value.
  std::vector<std::pair<std::string, std::string>> defines;
  /// --fp-contract: a * b + c of constants is rounded once.
  bool contractFloatingPoint = true;
  /// --check=divergence: whether all threads reach a barrier is found while
  /// kernels run, and is no error here.
  bool allowDivergentBarriers = false;
  /// Null: files cannot be included.
  IncludeReader *includes = nullptr;
};

/// Parses and checks a file. Null when there are errors; warnings do not
/// matter. The program points into the texts of `sources`.
std::unique_ptr<Program> compile(SourceManager &sources, uint32_t file,
                                 const Options &options,
                                 DiagnosticEngine &diagnostics);

/// The file as `pxc fmt` writes it; nothing when its syntax has errors. The
/// canonical text of a canonical text is itself.
std::optional<std::string> format(const SourceManager &sources, uint32_t file,
                                  DiagnosticEngine &diagnostics);

/// --emit=tokens: one line a line of the file.
void dumpTokens(const SourceManager &sources, uint32_t file,
                DiagnosticEngine &diagnostics, llvm::raw_ostream &os);
/// --emit=ast: the syntax tree as indented lines.
void dumpSyntax(const SourceManager &sources, uint32_t file,
                DiagnosticEngine &diagnostics, llvm::raw_ostream &os);
/// --emit=typed-ast: px with every type, conversion and literal spelled out.
void dumpTyped(const Program &program, llvm::raw_ostream &os);

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_FRONTEND_H
