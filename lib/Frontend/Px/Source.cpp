//===- Source.cpp - Files of px text and places in them -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Source.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace aikernel::px;

uint32_t SourceManager::add(std::string name, std::string text,
                            std::optional<SourceRange> includedAt) {
  auto file = std::make_unique<File>();
  file->includedAt = includedAt;
  file->name = std::move(name);
  file->text = std::move(text);
  file->lineStarts.push_back(0);
  llvm::StringRef rest = file->text;
  while (!(rest = rest.drop_until(isLineEnd)).empty()) {
    rest = rest.drop_front(rest.starts_with("\r\n") ? 2 : 1);
    file->lineStarts.push_back(file->text.size() - rest.size());
  }
  files.push_back(std::move(file));
  return files.size() - 1;
}

std::optional<uint32_t> SourceManager::find(llvm::StringRef name) const {
  for (auto [number, file] : llvm::enumerate(files))
    if (file->name == name)
      return number;
  return std::nullopt;
}

LineColumn SourceManager::lineColumn(uint32_t file, uint32_t offset) const {
  const std::vector<uint32_t> &starts = files[file]->lineStarts;
  auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  uint32_t line = next - starts.begin();
  return {line, offset - starts[line - 1] + 1};
}

llvm::StringRef SourceManager::line(uint32_t file, uint32_t line) const {
  const std::vector<uint32_t> &starts = files[file]->lineStarts;
  llvm::StringRef rest = text(file).drop_front(starts[line - 1]);
  return rest.take_until(isLineEnd);
}

uint32_t SourceManager::lineCount(uint32_t file) const {
  return files[file]->lineStarts.size();
}
