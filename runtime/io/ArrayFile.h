//===- ArrayFile.h - Arrays in files ---------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file whose name ends in .npy has NumPy's format, any other is the elements
// alone, little-endian and in C order.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_IO_ARRAYFILE_H
#define AIKERNEL_RUNTIME_IO_ARRAYFILE_H

#include "aikernel/abi.h"
#include "runtime/io/File.h"
#include "runtime/io/Npy.h"
#include <utility>

namespace aikernel::runtime {

/// A file that is read into an array. What fails leaves a message.
class ArrayReader {
public:
  /// Arrays of `type`; `what` names the array in messages.
  ArrayReader(artifact::format::ScalarType type, std::string what)
      : type(type), what(std::move(what)) {}

  /// Checks all that stands before the elements.
  bool open(const char *path);
  /// Of a .npy file.
  const std::optional<npy::Header> &header() const { return npyHeader; }
  /// Of the elements; nothing where only reading will tell.
  std::optional<uint64_t> bytes() const { return elementBytes; }
  /// Not so with a pipe.
  bool canBeReadAgain() const { return file.size().has_value(); }
  /// All elements; the file must end behind them.
  bool read(void *memory, uint64_t count);

  int32_t status = AIK_OK;
  std::string error;

private:
  bool fail(int32_t newStatus, const std::string &what);
  bool failToRead();
  bool readHeader();
  bool checkEnd(uint64_t wanted, uint64_t got);
  bool checkBools(const void *memory, uint64_t count);

  artifact::format::ScalarType type;
  std::string what;
  std::string path;
  InputFile file;
  std::optional<npy::Header> npyHeader;
  std::optional<uint64_t> elementBytes;
};

/// Reads a whole array; the status is that of the error.
int32_t loadArray(const AikArray &array, const char *path, std::string &error);
/// The number of elements of an AikType.
int32_t countArray(const char *path, uint32_t type, uint64_t &count,
                   std::string &error);
/// Writes a whole array, as OutputFile does.
int32_t storeArray(const AikArray &array, const char *path, std::string &error);

} // namespace aikernel::runtime

#endif // AIKERNEL_RUNTIME_IO_ARRAYFILE_H
