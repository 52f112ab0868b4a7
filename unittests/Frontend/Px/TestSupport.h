//===- TestSupport.h - Compiling px texts in tests --------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_FRONTEND_PX_TESTSUPPORT_H
#define AIKERNEL_UNITTESTS_FRONTEND_PX_TESTSUPPORT_H

#include "aikernel/Frontend/Px/Frontend.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <string>

namespace aikernel::px::test {

/// Files that a test program may include: their names and texts.
class IncludedTexts : public IncludeReader {
public:
  explicit IncludedTexts(std::map<std::string, std::string> texts)
      : texts(std::move(texts)) {}
  std::string identityOf(llvm::StringRef file) override { return file.str(); }
  std::variant<IncludedFile, IncludeFailure> read(llvm::StringRef name,
                                                  llvm::StringRef) override {
    auto found = texts.find(name.str());
    if (found != texts.end())
      return IncludedFile{found->first, found->first, found->second};
    IncludeFailure failure{"no such file", {}};
    for (const auto &text : texts)
      failure.known.push_back(text.first);
    return failure;
  }

private:
  std::map<std::string, std::string> texts;
};

/// What the programs of the tests include.
IncludedTexts &includedTexts();

/// A text, compiled.
struct Compiled {
  SourceManager sources;
  DiagnosticEngine diagnostics;
  std::unique_ptr<Program> program;

  explicit Compiled(std::string text, Options options = {},
                    WarningSettings warnings = {})
      : diagnostics(sources, std::move(warnings)) {
    options.includes = &includedTexts();
    uint32_t file = sources.add("test.px", std::move(text));
    program = compile(sources, file, options, diagnostics);
  }

  /// What the user would read.
  std::string rendered() const {
    std::string result;
    llvm::raw_string_ostream os(result);
    diagnostics.render(os);
    return result;
  }

  /// --emit=typed-ast, or the errors.
  std::string typed() const {
    if (!program)
      return rendered();
    std::string result;
    llvm::raw_string_ostream os(result);
    dumpTyped(*program, os);
    return result;
  }
};

/// The text with the fix-its of a diagnostic applied.
inline std::string corrected(std::string text, const Diagnostic &said) {
  for (const FixIt &fixIt : llvm::reverse(said.fixIts))
    text.replace(fixIt.range.begin, fixIt.range.end - fixIt.range.begin,
                 fixIt.replacement);
  return text;
}

/// --emit=ast.
inline std::string syntaxOf(std::string text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  std::string result;
  llvm::raw_string_ostream os(result);
  dumpSyntax(sources, sources.add("test.px", std::move(text)), diagnostics, os);
  return result;
}

/// `pxc fmt`; the errors for a text of wrong syntax.
inline std::string formatted(std::string text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  uint32_t file = sources.add("test.px", std::move(text));
  if (std::optional<std::string> result = format(sources, file, diagnostics))
    return *result;
  std::string errors;
  llvm::raw_string_ostream os(errors);
  diagnostics.render(os);
  return errors;
}

/// --emit=tokens.
inline std::string tokensOf(std::string text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  std::string result;
  llvm::raw_string_ostream os(result);
  dumpTokens(sources, sources.add("test.px", std::move(text)), diagnostics, os);
  return result;
}

/// A kernel with one parameter of each kind around lines of code.
inline std::string kernelWith(const std::string &code) {
  return "GPU_KERNEL k\n"
         "GPU_PARAM a i32[n]\n"
         "GPU_PARAM f f32[]\n"
         "GPU_PARAM b u8[]\n"
         "GPU_PARAM n i32\n"
         "GPU_PARAM x f32\n"
         "GPU_SHARED s i32[64]\n"
         "GPU_THREAD_CODE:\n" +
         code + "\nGPU_END\n";
}

/// The typed form of code in such a kernel, without the kernel's head.
inline std::string typedCode(const std::string &code) {
  std::string text = Compiled(kernelWith(code)).typed();
  const std::string lastOfHead = "shared s: i32[64:i64]\n";
  size_t head = text.find(lastOfHead);
  return head == std::string::npos ? text
                                   : text.substr(head + lastOfHead.size());
}

} // namespace aikernel::px::test

#endif // AIKERNEL_UNITTESTS_FRONTEND_PX_TESTSUPPORT_H
