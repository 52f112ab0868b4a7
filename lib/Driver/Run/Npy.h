//===- Npy.h - NumPy's file format -----------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_NPY_H
#define AIKERNEL_LIB_DRIVER_RUN_NPY_H

#include "Scalar.h"
#include "Shape.h"
#include "runtime/io/Npy.h"

namespace aikernel::run {

using NpyType = npy::Type;

/// The contents of a .npy file: little-endian and in C order.
struct NpyArray {
  NpyType type;
  Shape shape;
  llvm::StringRef data; ///< exactly as many bytes as type and shape ask for
};

/// Versions 1 to 3 of the format. Refers to the bytes.
llvm::Expected<NpyArray> parseNpy(llvm::StringRef file);

/// What stands before the elements, C order.
std::string makeNpyHeader(NpyType type, llvm::ArrayRef<uint64_t> shape);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_NPY_H
