//===- Npy.cpp - Reads .npy files -----------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Npy.h"
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

using namespace aikernel::launcher;

namespace {

struct CloseFile {
  void operator()(FILE *file) const { fclose(file); }
};
using File = std::unique_ptr<FILE, CloseFile>;

/// NumPy's name of an element type; types that NumPy lacks travel as raw bits.
std::string_view descriptorOf(uint32_t type) {
  static constexpr std::string_view descriptors[] = {
      "|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4",
      "<u8", "<f2", "<u2", "<f4", "<f8", "|u1", "|u1"};
  return descriptors[type - 1];
}

/// What follows `'key':` in the header, blanks skipped.
std::string_view valueOf(std::string_view header, std::string_view key) {
  size_t at = header.find("'" + std::string(key) + "':");
  if (at == std::string_view::npos)
    return {};
  std::string_view value = header.substr(at + key.size() + 3);
  size_t first = value.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : value.substr(first);
}

/// The number of elements of "(64, 32)".
std::optional<uint64_t> countElements(std::string_view shape) {
  size_t end = shape.find(')');
  if (!shape.starts_with('(') || end == std::string_view::npos)
    return std::nullopt;
  shape = shape.substr(1, end - 1);
  uint64_t count = 1;
  while (true) {
    size_t first = shape.find_first_of("0123456789");
    if (first == std::string_view::npos)
      return count;
    shape.remove_prefix(first);
    uint64_t size;
    auto [next, failure] =
        std::from_chars(shape.data(), shape.data() + shape.size(), size);
    if (failure != std::errc() || __builtin_mul_overflow(count, size, &count))
      return std::nullopt;
    shape.remove_prefix(size_t(next - shape.data()));
  }
}

std::optional<std::string> readHeader(FILE *file) {
  unsigned char start[8];
  if (fread(start, 1, sizeof(start), file) != sizeof(start) ||
      memcmp(start, "\x93NUMPY", 6) != 0 || start[6] < 1 || start[6] > 3)
    return std::nullopt;
  unsigned char length[4] = {};
  size_t lengthBytes = start[6] == 1 ? 2 : 4;
  if (fread(length, 1, lengthBytes, file) != lengthBytes)
    return std::nullopt;
  uint32_t size =
      length[0] | length[1] << 8 | length[2] << 16 | uint32_t(length[3]) << 24;
  if (size > 1 << 20)
    return std::nullopt;
  std::string header(size, '\0');
  if (fread(header.data(), 1, size, file) != size)
    return std::nullopt;
  return header;
}

} // namespace

std::optional<AikArg> aikernel::launcher::readNpy(AikContext *context,
                                                  const std::string &path,
                                                  uint32_t type,
                                                  std::string &error) {
  auto fail = [&](const std::string &what) {
    error = path + ": " + what;
    return std::nullopt;
  };
  File file(fopen(path.c_str(), "rb"));
  if (!file)
    return fail(strerror(errno));
  auto header = readHeader(file.get());
  if (!header)
    return fail("not a .npy file");
  std::string wanted = "'" + std::string(descriptorOf(type)) + "'";
  if (!valueOf(*header, "descr").starts_with(wanted))
    return fail("its elements are not " + std::string(aikTypeName(type)) +
                " (NumPy's " + wanted + ")");
  if (!valueOf(*header, "fortran_order").starts_with("False"))
    return fail("it is in Fortran order; save it with numpy.ascontiguousarray");
  auto count = countElements(valueOf(*header, "shape"));
  uint64_t bytes;
  if (!count || __builtin_mul_overflow(*count, aikTypeSize(type), &bytes))
    return fail("its shape cannot be read");

  AikArg array{};
  array.length = *count;
  if (aikMemoryAlloc(context, bytes, AIK_MEMORY_DEFAULT, &array.pointer))
    return fail(aikGetLastError(context));
  if (fread(array.pointer, 1, bytes, file.get()) != bytes)
    return fail("it is shorter than its shape says");
  return array;
}
