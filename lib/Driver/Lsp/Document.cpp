//===- Document.cpp - A text that an editor has open -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Document.h"
#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/Support/ConvertUTF.h"

using namespace aikernel;
using namespace aikernel::lsp;
using llvm::StringRef;

namespace {

/// What is open counts, not what is on disk.
class OpenReader : public SourceReader {
public:
  OpenReader(llvm::ArrayRef<std::string> directories, const OpenTexts &open)
      : SourceReader(directories), open(open) {}

protected:
  llvm::ErrorOr<std::string> readFile(StringRef file) override {
    auto found = open.find(identityOf(file));
    return found != open.end() ? found->second : SourceReader::readFile(file);
  }

private:
  const OpenTexts &open;
};

} // namespace

Document::Document(std::string path, int64_t version, const OpenTexts &open,
                   llvm::ArrayRef<std::string> includeDirectories)
    : path(std::move(path)), version(version) {
  OpenReader reader(includeDirectories, open);
  px::Options options;
  options.includes = &reader;
  auto text = open.find(this->path);
  sources.add(this->path, text == open.end() ? "" : text->second);
  analysis = px::analyze(sources, 0, options, diagnostics);
}

bool Document::includes(StringRef file) const {
  for (uint32_t number = 1; number < sources.count(); ++number)
    if (sources.includedAt(number) && sources.name(number) == file)
      return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// The bytes of the character that a text begins with, and its UTF-16 units.
static std::pair<unsigned, unsigned> sizesOf(StringRef text) {
  unsigned bytes =
      std::min<size_t>(llvm::getNumBytesForUTF8(text.front()), text.size());
  return {bytes, bytes == 4 ? 2u : 1u};
}

uint32_t Document::offsetOf(llvm::lsp::Position position) const {
  uint32_t lines = sources.lineCount(0);
  if (position.line < 0 || uint32_t(position.line) >= lines)
    return text().size();
  StringRef line = sources.line(0, position.line + 1);
  uint32_t begin = line.begin() - text().begin();
  uint32_t offset = 0;
  for (int unit = 0; unit < position.character && offset < line.size();) {
    auto [bytes, units] = sizesOf(line.drop_front(offset));
    offset += bytes;
    unit += units;
  }
  return begin + offset;
}

llvm::lsp::Position Document::positionOf(uint32_t file, uint32_t offset) const {
  px::LineColumn place = sources.lineColumn(file, offset);
  StringRef before =
      sources.line(file, place.line).take_front(place.column - 1);
  int character = 0;
  while (!before.empty()) {
    auto [bytes, units] = sizesOf(before);
    before = before.drop_front(bytes);
    character += units;
  }
  return {int(place.line) - 1, character};
}

llvm::lsp::Range Document::rangeOf(px::SourceRange range) const {
  return {positionOf(range.file, range.begin),
          positionOf(range.file, range.end)};
}

std::string Document::uriOf(uint32_t file) const {
  auto uri = llvm::lsp::URIForFile::fromFile(sources.name(file));
  if (uri)
    return uri->uri().str();
  llvm::consumeError(uri.takeError()); // a path that is not absolute
  return "";
}

llvm::json::Value Document::locationOf(px::SourceRange range) const {
  return llvm::json::Object{{"uri", uriOf(range.file)},
                            {"range", rangeOf(range)}};
}

//===----------------------------------------------------------------------===//
// Units
//===----------------------------------------------------------------------===//

template <typename T>
static const T *unitAt(const std::vector<T *> &units, uint32_t offset) {
  for (const T *unit : units)
    if (unit->range.file == 0 && unit->range.begin <= offset &&
        offset <= unit->range.end)
      return unit;
  return nullptr;
}

const px::syntax::Kernel *Document::kernelAt(uint32_t offset) const {
  return unitAt(analysis->syntax->kernels, offset);
}

const px::syntax::Function *Document::functionAt(uint32_t offset) const {
  return unitAt(analysis->syntax->functions, offset);
}
