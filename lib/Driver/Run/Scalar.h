//===- Scalar.h - Values of px types as text and as numbers ----*- C++ -*--===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_RUN_SCALAR_H
#define AIKERNEL_LIB_DRIVER_RUN_SCALAR_H

#include "aikernel/Artifact/Format.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace aikernel::run {

using artifact::format::ScalarType;

enum class ScalarKind : uint8_t { Bool, Signed, Unsigned, Float };

ScalarKind kindOf(ScalarType type);
llvm::StringRef nameOf(ScalarType type);
/// In memory, in bytes.
unsigned sizeOf(ScalarType type);

/// The value in the type's own bits, like all `bits` here. What the type cannot
/// hold is an error; a float is rounded once, to nearest even.
llvm::Expected<uint64_t> parseScalar(llvm::StringRef text, ScalarType type);

/// As short as possible without becoming another value.
std::string formatScalar(uint64_t bits, ScalarType type);

/// Of a float type.
double toDouble(uint64_t bits, ScalarType type);
/// Rounded to nearest even; the 8-bit types saturate.
uint64_t fromDouble(double value, ScalarType type);

/// Of an integer type or bool, sign- or zero-extended to 64 bits.
uint64_t extend(uint64_t bits, ScalarType type);

uint64_t loadBits(const uint8_t *memory, unsigned size);
void storeBits(uint8_t *memory, uint64_t bits, unsigned size);

} // namespace aikernel::run

#endif // AIKERNEL_LIB_DRIVER_RUN_SCALAR_H
