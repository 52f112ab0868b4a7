//===- Dump.cpp - What text forms have in common --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dump.h"
#include "Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

StringRef aikernel::px::nameOf(Operation operation) {
  static constexpr const char *names[] = {
#define PX_OPERATION(Name, Spelling, Arity, TypeRule, Summary) #Name,
#include "aikernel/Frontend/Px/Operations.def"
  };
  return names[static_cast<size_t>(operation)];
}

StringRef aikernel::px::nameOf(WideOp op) {
  static constexpr const char *names[] = {"ADD_CARRY",    "AES_ENC",
                                          "AES_ENC_LAST", "AES_DEC",
                                          "AES_DEC_LAST", "AES_KEYGEN"};
  return names[static_cast<size_t>(op)];
}

StringRef aikernel::px::nameOf(AtomicOp op) {
  static constexpr const char *names[] = {
      "ADD", "SUB", "MIN", "MAX", "AND", "OR", "XOR", "EXCHANGE", "CAS"};
  return names[static_cast<size_t>(op)];
}

StringRef aikernel::px::nameOf(CollectiveOp op) {
  static constexpr const char *names[] = {
      "WARP_REDUCE", "BLOCK_REDUCE", "WARP_SCAN",    "BLOCK_SCAN",
      "SHUFFLE",     "SHUFFLE_UP",   "SHUFFLE_DOWN", "SHUFFLE_XOR",
      "VOTE_ANY",    "VOTE_ALL",     "BALLOT"};
  return names[static_cast<size_t>(op)];
}

StringRef aikernel::px::nameOf(Placement placement) {
  static constexpr const char *names[] = {"", " PINNED", " HUGE", " DEVICE",
                                          " SHARED"};
  return names[static_cast<size_t>(placement)];
}

void aikernel::px::printQuoted(llvm::raw_ostream &os, StringRef text) {
  os << '"';
  llvm::printEscapedString(text, os);
  os << '"';
}

void aikernel::px::printIndex(llvm::raw_ostream &os, IndexExpr::Which which,
                              uint8_t axis) {
  os << spellingOf(which);
  if (indexNamed(spellingOf(which))->hasAxis)
    os << '.' << "XYZ"[axis];
}
