//===- Fuzz.cpp - What the fuzz targets share -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include "aikernel/Frontend/Px/FixIts.h"
#include "aikernel/Frontend/Px/Sarif.h"
#include <cstdio>
#include <cstdlib>

using namespace aikernel;
using namespace aikernel::fuzz;
using llvm::StringRef;

void aikernel::fuzz::require(bool holds, const char *claim) {
  if (holds)
    return;
  fprintf(stderr, "does not hold: %s\n", claim);
  abort();
}

namespace {

struct KnownFile {
  StringRef name;
  StringRef text;
};

constexpr KnownFile knownFiles[] = {
    {"lib.px", "GPU_CONST SIZE = 8\nFUNC twice(x i32) -> i32\nRETURN x + x\n"
               "ENDFUNC\n"},
    {"deep.px", "INCLUDE \"lib.px\"\nGPU_CONST HALF = SIZE / 2\n"},
    {"wrong.px", "GPU_CONST BAD = 1 +\nFUNC f(x i32) -> i32\nENDFUNC\n"},
    {inputName, "INCLUDE \"input.px\"\n"},
};

class KnownFiles : public px::IncludeReader {
public:
  std::string identityOf(StringRef file) override { return file.str(); }

  std::variant<px::IncludedFile, px::IncludeFailure> read(StringRef name,
                                                          StringRef) override {
    px::IncludeFailure failure{"no such file", {}};
    for (const KnownFile &known : knownFiles) {
      if (known.name == name)
        return px::IncludedFile{name.str(), name.str(), known.text.str()};
      failure.known.push_back(known.name.str());
    }
    return failure;
  }
};

const px::WarningSettings &allWarnings() {
  static const px::WarningSettings settings = [] {
    px::WarningSettings all;
    all.apply("everything");
    return all;
  }();
  return settings;
}

} // namespace

px::IncludeReader &aikernel::fuzz::includedFiles() {
  static KnownFiles files;
  return files;
}

px::Options aikernel::fuzz::optionsFor(StringRef text) {
  px::Options options;
  options.includes = &includedFiles();
  if (text.contains("GPU_CONST N "))
    options.defines.emplace_back("N", "3");
  if (text.contains("GPU_CONST M "))
    options.defines.emplace_back("M", "N * (2 + ");
  return options;
}

Input::Input(StringRef text)
    : diagnostics(sources, allWarnings()),
      file(sources.add(inputName.str(), text.str())) {}

static void requirePlace(const px::SourceManager &sources,
                         px::SourceRange range) {
  require(range.file < sources.count(), "a place is in a file");
  require(range.begin <= range.end, "a place begins before it ends");
  require(range.end <= sources.text(range.file).size(),
          "a place ends within the file");
}

static void requirePlaces(const px::SourceManager &sources,
                          const px::Diagnostic &said) {
  require(!said.message.empty(), "a diagnostic has a message");
  requirePlace(sources, said.range);
  for (const px::Note &note : said.notes)
    requirePlace(sources, note.range);
  uint32_t last = 0;
  for (const px::FixIt &fixIt : said.fixIts) {
    requirePlace(sources, fixIt.range);
    require(fixIt.range.begin >= last, "fix-its stand in their order");
    last = fixIt.range.end;
  }
}

void Input::requireDiagnostics() const {
  for (const px::Diagnostic &said : diagnostics.diagnostics())
    requirePlaces(sources, said);
  if (diagnostics.diagnostics().size() > 8)
    return;
  llvm::raw_null_ostream os;
  diagnostics.render(os);
  px::applyFixIts(sources, file, diagnostics.inSourceOrder());
}

void Input::requireAllForms() const {
  requireDiagnostics();
  if (diagnostics.diagnostics().size() > 2)
    return;
  llvm::raw_null_ostream os;
  px::SarifLog sarif;
  for (const px::Diagnostic &said : diagnostics.diagnostics()) {
    os << llvm::json::Value(toJson(sources, said));
    sarif.add(sources, said);
  }
  os << llvm::json::Value(std::move(sarif).finish("1"));
}
