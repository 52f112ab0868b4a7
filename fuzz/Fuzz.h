//===- Fuzz.h - What the fuzz targets share ---------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A target defines LLVMFuzzerTestOneInput, as libFuzzer asks for it. Linked
// with libFuzzer (the preset fuzz), it searches; linked with Replay.cpp, it
// repeats what is in the corpus and tries some variations of that.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FUZZ_FUZZ_H
#define AIKERNEL_FUZZ_FUZZ_H

#include "aikernel/Frontend/Px/Frontend.h"
#include <cstddef>
#include <cstdint>

extern "C" {
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/// libFuzzer's own changes, byte by byte.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum);
/// Ours, by words and lines of px; see Mutator.cpp.
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maximum,
                               unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size,
                                 const uint8_t *other, size_t otherSize,
                                 uint8_t *out, size_t maximum, unsigned seed);
}

namespace aikernel::fuzz {

inline llvm::StringRef textOf(const uint8_t *data, size_t size) {
  return {reinterpret_cast<const char *>(data), size};
}

/// Says which claim does not hold, and ends the process.
void require(bool holds, const char *claim);

/// What inputs can include: a file, one that includes another one, one with an
/// error, and the input itself.
px::IncludeReader &includedFiles();
inline constexpr llvm::StringLiteral inputName = "input.px";

/// One input, and what is said about it.
struct Input {
  px::SourceManager sources;
  px::DiagnosticEngine diagnostics;
  uint32_t file;

  explicit Input(llvm::StringRef text);

  /// Everything that is said has a place in a file. Where that is not much (it
  /// takes most of the time), it can be shown and its fix-its be applied.
  void requireDiagnostics() const;
  /// The same; one or two can be written as JSON and SARIF too.
  void requireAllForms() const;
};

/// Of -D: those that an input asks for by having such a constant.
px::Options optionsFor(llvm::StringRef text);

} // namespace aikernel::fuzz

#endif // AIKERNEL_FUZZ_FUZZ_H
