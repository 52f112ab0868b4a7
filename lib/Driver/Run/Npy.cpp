//===- Npy.cpp - NumPy's file format --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Npy.h"

using namespace aikernel;
using namespace aikernel::run;
using llvm::StringRef;

llvm::Expected<NpyArray> aikernel::run::parseNpy(StringRef file) {
  std::string error;
  std::optional<npy::Header> header = npy::parseHeader(file, error);
  std::optional<uint64_t> bytes;
  if (header)
    bytes = npy::elementBytes(*header, error);
  if (!bytes)
    return llvm::createStringError(error);
  StringRef data = file.drop_front(*npy::headerEnd(file, error));
  if (data.size() != *bytes)
    return llvm::createStringError(
        npy::wrongSize(*header, *bytes, data.size()));
  return NpyArray{header->type,
                  Shape(header->shape.begin(), header->shape.end()), data};
}

std::string aikernel::run::makeNpyHeader(NpyType type,
                                         llvm::ArrayRef<uint64_t> shape) {
  return npy::makeHeader(type, shape.data(), shape.size());
}
