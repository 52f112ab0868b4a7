//===- Expansions.h - Hardware's operations in others' words ----*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each as integer arithmetic without tables or branches, so that it works on
// vectors lane by lane and takes the same time whatever the data is.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_EXPANSIONS_H
#define AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_EXPANSIONS_H

#include "../PortableMath/Expression.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include <array>

namespace aikernel::expansion {

using portable::Integer;

/// The columns of a state of AES; the lowest byte is the first row.
using Columns = std::array<Integer, 4>;

Columns aesRound(AesRound round, const Columns &state, const Columns &key);
/// The S-box on every byte.
Columns substitute(const Columns &words);

Integer carrylessProduct(Integer left, Integer right);
Integer carrylessProductHigh(Integer left, Integer right);

Integer permuteBytes(Integer low, Integer high, Integer selector);
Integer dotOfBytes(Integer left, bool leftSigned, Integer right,
                   bool rightSigned, Integer addend);

} // namespace aikernel::expansion

#endif // AIKERNEL_LIB_CONVERSION_EXPANDINSTRUCTIONS_EXPANSIONS_H
