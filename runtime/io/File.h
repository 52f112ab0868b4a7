//===- File.h - Files that are read or written once ------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_IO_FILE_H
#define AIKERNEL_RUNTIME_IO_FILE_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

namespace aikernel::runtime {

/// Read from front to back; a pipe will do. What fails leaves errno behind.
class InputFile {
public:
  InputFile() = default;
  InputFile(const InputFile &) = delete;
  InputFile &operator=(const InputFile &) = delete;
  ~InputFile();

  bool open(const char *path);
  /// Nothing for what has none: a pipe, a device.
  std::optional<uint64_t> size() const { return bytes; }
  /// The next bytes, fewer only at the end; nothing when that fails.
  std::optional<uint64_t> read(void *memory, uint64_t count);

private:
  int file = -1;
  uint64_t position = 0;
  std::optional<uint64_t> bytes;
};

/// Appears under its name when it is complete, or not at all: it is written
/// beside it and renamed. What is no regular file is written in place. What
/// fails leaves errno behind.
class OutputFile {
public:
  OutputFile() = default;
  OutputFile(const OutputFile &) = delete;
  OutputFile &operator=(const OutputFile &) = delete;
  ~OutputFile();

  bool open(const char *path);
  bool write(const void *memory, uint64_t count);
  bool commit();

private:
  bool openBeside();
  bool close();

  int file = -1;
  std::string path;
  std::string temporary; ///< empty: written in place, or renamed already
};

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_IO_FILE_H
