//===- ArrayFile.cpp - Arrays in files ------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/ArrayFile.h"
#include "aikernel/Artifact/Reader.h"
#include <cerrno>
#include <cstring>

using namespace aikernel::runtime;
namespace npy = aikernel::npy;
using aikernel::artifact::typeName;
using aikernel::artifact::typeSize;
using aikernel::artifact::format::ScalarType;

static bool isNpy(std::string_view path) { return path.ends_with(".npy"); }

static std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

static std::string nameOf(ScalarType type) {
  return std::string(typeName(uint32_t(type)));
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

bool ArrayReader::fail(int32_t newStatus, const std::string &what) {
  status = newStatus;
  error = what;
  return false;
}

bool ArrayReader::failToRead() {
  return fail(errno == ENOENT ? AIK_NOT_FOUND : AIK_SYSTEM_ERROR,
              "cannot read " + quoted(path) + ": " + strerror(errno));
}

bool ArrayReader::readHeader() {
  auto malformed = [&] {
    return fail(AIK_INVALID_ARGUMENT, quoted(path) + " " + error);
  };
  std::string begin(npy::prefixBytes, '\0');
  auto append = [&](size_t from) {
    std::optional<uint64_t> got = file.read(&begin[from], begin.size() - from);
    if (got)
      begin.resize(from + *got);
    return got.has_value();
  };
  if (!append(0))
    return failToRead();
  std::optional<uint64_t> end = npy::headerEnd(begin, error);
  if (!end)
    return malformed();
  size_t had = std::min<size_t>(begin.size(), *end);
  begin.resize(*end);
  if (!append(had))
    return failToRead();
  npyHeader = npy::parseHeader(begin, error);
  elementBytes = npyHeader ? npy::elementBytes(*npyHeader, error)
                           : std::optional<uint64_t>();
  if (!elementBytes)
    return malformed();
  uint64_t behind = file.size().value_or(0) - *end;
  if (file.size() && behind != *elementBytes)
    return fail(AIK_INVALID_ARGUMENT,
                quoted(path) + " " +
                    npy::wrongSize(*npyHeader, *elementBytes, behind));
  return true;
}

bool ArrayReader::open(const char *newPath) {
  path = newPath;
  if (!file.open(newPath))
    return failToRead();
  if (!isNpy(path)) {
    elementBytes = file.size();
    return true;
  }
  if (!readHeader())
    return false;
  if (npy::holds(npyHeader->type, type))
    return true;
  return fail(AIK_INVALID_ARGUMENT, quoted(path) + " holds " +
                                        npyHeader->type.spelling() + ", and " +
                                        what + " is of " + nameOf(type));
}

bool ArrayReader::checkEnd(uint64_t wanted, uint64_t got) {
  char next;
  if (got != wanted)
    return fail(AIK_INVALID_ARGUMENT,
                quoted(path) + " ends after " + std::to_string(got) +
                    " of the " + std::to_string(wanted) + " bytes of " + what);
  std::optional<uint64_t> more = file.read(&next, 1);
  if (!more)
    return failToRead();
  return *more == 0 || fail(AIK_INVALID_ARGUMENT,
                            quoted(path) + " goes on behind the " +
                                std::to_string(wanted) + " bytes of " + what);
}

/// Generated code relies on 0 and 1.
bool ArrayReader::checkBools(const void *memory, uint64_t count) {
  const auto *elements = static_cast<const uint8_t *>(memory);
  for (uint64_t i = 0; type == ScalarType::Bool && i != count; ++i)
    if (elements[i] > 1)
      return fail(AIK_INVALID_ARGUMENT,
                  quoted(path) + ": element " + std::to_string(i) + " is " +
                      std::to_string(elements[i]) + ", which is no bool");
  return true;
}

bool ArrayReader::read(void *memory, uint64_t count) {
  std::optional<uint64_t> got = file.read(memory, count);
  if (!got)
    return failToRead();
  return checkEnd(count, *got) && checkBools(memory, count);
}

/// As many elements as the array has.
static std::string checkCount(const ArrayReader &reader, const AikArray &array,
                              const char *path) {
  uint32_t size = typeSize(array.type);
  uint64_t bytes = array.length * size;
  if (!reader.bytes() || *reader.bytes() == bytes)
    return "";
  std::string name = "array " + quoted(array.name);
  std::string elements = std::to_string(array.length);
  if (reader.header())
    return quoted(path) + " holds " + std::to_string(*reader.bytes() / size) +
           " elements (" + npy::formatShape(reader.header()->shape) +
           "), and " + name + " has " + elements;
  return quoted(path) + " has " + std::to_string(*reader.bytes()) +
         " bytes, and " + name + " has " + elements + " elements of " +
         nameOf(ScalarType(array.type)) + ", " + std::to_string(bytes) +
         " bytes";
}

int32_t aikernel::runtime::loadArray(const AikArray &array, const char *path,
                                     std::string &error) {
  ArrayReader reader(ScalarType(array.type), "array " + quoted(array.name));
  if (reader.open(path)) {
    error = checkCount(reader, array, path);
    if (!error.empty())
      return AIK_INVALID_ARGUMENT;
    if (reader.read(array.memory, array.length * typeSize(array.type)))
      return AIK_OK;
  }
  error = reader.error;
  return reader.status;
}

int32_t aikernel::runtime::countArray(const char *path, uint32_t type,
                                      uint64_t &count, std::string &error) {
  uint32_t size = typeSize(type);
  ArrayReader reader(ScalarType(type), "the number asked for");
  if (!reader.open(path)) {
    error = reader.error;
    return reader.status;
  }
  uint64_t bytes = reader.bytes().value_or(0);
  if (!reader.canBeReadAgain())
    error =
        quoted(path) + " is no regular file: its size shows when it is read";
  else if (bytes % size != 0)
    error = quoted(path) + " has " + std::to_string(bytes) +
            " bytes, not a whole number of " + nameOf(ScalarType(type));
  count = bytes / size;
  return error.empty() ? AIK_OK : AIK_INVALID_ARGUMENT;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

int32_t aikernel::runtime::storeArray(const AikArray &array, const char *path,
                                      std::string &error) {
  std::string header;
  if (isNpy(path))
    header = npy::makeHeader(npy::typeFor(ScalarType(array.type)), array.sizes,
                             array.rank);
  OutputFile file;
  if (file.open(path) && file.write(header.data(), header.size()) &&
      file.write(array.memory, array.length * typeSize(array.type)) &&
      file.commit())
    return AIK_OK;
  error = "cannot write " + quoted(path) + ": " + strerror(errno);
  return errno == ENOENT ? AIK_NOT_FOUND : AIK_SYSTEM_ERROR;
}
