//===- Shape.h - The sizes of an array -------------------------*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_SHAPE_H
#define AIKERNEL_LIB_DRIVER_RUN_SHAPE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace aikernel::run {

/// Outermost first.
using Shape = llvm::SmallVector<uint64_t, 4>;

/// Of "1024" or "64x32".
std::optional<Shape> parseShape(llvm::StringRef text);
std::string formatShape(llvm::ArrayRef<uint64_t> shape);

/// The product; nothing if it does not fit.
std::optional<uint64_t> countElements(llvm::ArrayRef<uint64_t> shape);

/// Where element number `flat` stands: "[17]", "[1, 3]".
std::string formatIndex(uint64_t flat, llvm::ArrayRef<uint64_t> shape);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_SHAPE_H
