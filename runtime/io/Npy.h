//===- Npy.h - NumPy's file format -----------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one reader and writer of .npy headers: the runtime, the launcher and
// `pxc run` compile it. What is wrong with a file is told as what follows its
// name: "is big-endian …".
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_RUNTIME_IO_NPY_H
#define AIKERNEL_RUNTIME_IO_NPY_H

#include "aikernel/Artifact/Format.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aikernel::npy {

using artifact::format::ScalarType;

/// An element type as NumPy spells it: 'f' and 4 for "<f4".
struct Type {
  char kind;
  uint32_t size;

  bool operator==(const Type &) const = default;
  /// "f32", or "'<c8'" where px has no such type.
  std::string spelling() const;
};

/// The type that a file for arrays of `type` has. NumPy lacks bf16, e4m3 and
/// e5m2; they travel as unsigned integers of their bits.
Type typeFor(ScalarType type);

/// Whether the elements of a file are those of arrays of `type`, bit by bit:
/// also the opaque bytes that ml_dtypes writes.
bool holds(Type file, ScalarType type);

struct Header {
  Type type;
  std::vector<uint64_t> shape;
};

/// The longest beginning of a file that headerEnd may have to see.
inline constexpr size_t prefixBytes = 12;

/// Where the header ends and the elements begin.
std::optional<uint64_t> headerEnd(std::string_view fileBegin,
                                  std::string &error);

/// Little-endian elements in C order, versions 1 to 3 of the format. `file`
/// holds the whole header.
std::optional<Header> parseHeader(std::string_view file, std::string &error);

/// The bytes of the elements; nothing if a shape is impossible.
std::optional<uint64_t> elementBytes(const Header &header, std::string &error);

/// What there is to say of a file with so many bytes behind its header that
/// should have others.
std::string wrongSize(const Header &header, uint64_t needed, uint64_t found);

/// What stands before the elements, C order.
std::string makeHeader(Type type, const uint64_t *sizes, size_t rank);

/// "2x3"
std::string formatShape(const std::vector<uint64_t> &shape);

} // namespace aikernel::npy

#endif // AIKERNEL_RUNTIME_IO_NPY_H
