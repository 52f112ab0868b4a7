//===- Source.h - Files of px text and places in them -----------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_FRONTEND_PX_SOURCE_H
#define AIKERNEL_FRONTEND_PX_SOURCE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace aikernel::px {

/// A longer file is an error; nobody needs to read more of it.
constexpr uint32_t maxFileMebibytes = 16;
constexpr size_t maxFileBytes = size_t(maxFileMebibytes) << 20;

/// A line ends with a line feed, a carriage return, or these two as on Windows.
inline bool isLineEnd(char c) { return c == '\n' || c == '\r'; }

/// A stretch of text in one file, as byte offsets; `end` is exclusive.
struct SourceRange {
  uint32_t file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// A place as people count: lines and columns from 1, columns in bytes.
struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// The files of one compilation. File 0 is the main file.
class SourceManager {
public:
  /// Adds a file and returns its number. `name` is printed as given;
  /// `includedAt` is the name in the INCLUDE that asked for the file, if one
  /// did.
  uint32_t add(std::string name, std::string text,
               std::optional<SourceRange> includedAt = std::nullopt);

  llvm::StringRef name(uint32_t file) const { return files[file]->name; }
  llvm::StringRef text(uint32_t file) const { return files[file]->text; }
  std::optional<SourceRange> includedAt(uint32_t file) const {
    return files[file]->includedAt;
  }
  uint32_t count() const { return files.size(); }
  /// The file with that name.
  std::optional<uint32_t> find(llvm::StringRef name) const;
  llvm::StringRef text(SourceRange range) const {
    return text(range.file).slice(range.begin, range.end);
  }
  LineColumn lineColumn(uint32_t file, uint32_t offset) const;
  LineColumn lineColumn(SourceRange range) const {
    return lineColumn(range.file, range.begin);
  }
  /// Line `line` (from 1) without its line end.
  llvm::StringRef line(uint32_t file, uint32_t line) const;
  uint32_t lineCount(uint32_t file) const;

private:
  struct File {
    std::string name;
    std::string text;
    std::optional<SourceRange> includedAt;
    std::vector<uint32_t> lineStarts;
  };
  std::vector<std::unique_ptr<File>> files;
};

} // namespace aikernel::px

#endif // AIKERNEL_FRONTEND_PX_SOURCE_H
