//===- Types.cpp - The scalar types of px ---------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Typed.h"

using namespace aikernel::px;

namespace {
struct ScalarRow {
  const char *spelling;
  ScalarKind kind;
  unsigned bits;
  const char *cType;
};
} // namespace

static constexpr ScalarRow rows[] = {
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType)                           \
  {Spelling, ScalarKind::Kind, Bits, CType},
#include "aikernel/Frontend/Px/Types.def"
};

static const ScalarRow &rowOf(Scalar type) {
  return rows[static_cast<size_t>(type)];
}

ScalarKind aikernel::px::kindOf(Scalar type) { return rowOf(type).kind; }

unsigned aikernel::px::bitsOf(Scalar type) { return rowOf(type).bits; }

llvm::StringRef aikernel::px::spellingOf(Scalar type) {
  return rowOf(type).spelling;
}

llvm::StringRef aikernel::px::cTypeOf(Scalar type) { return rowOf(type).cType; }

std::optional<Scalar> aikernel::px::scalarNamed(llvm::StringRef spelling) {
#define PX_SCALAR(Name, Spelling, Kind, Bits, CType)                           \
  if (spelling == Spelling)                                                    \
    return Scalar::Name;
#define PX_SCALAR_ALIAS(Spelling, Name)                                        \
  if (spelling == Spelling)                                                    \
    return Scalar::Name;
#include "aikernel/Frontend/Px/Types.def"
  return std::nullopt;
}
