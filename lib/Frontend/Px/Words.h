//===- Words.h - The words of px, looked up ---------------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_WORDS_H
#define AIKERNEL_LIB_FRONTEND_PX_WORDS_H

#include "aikernel/Frontend/Px/Syntax.h"
#include "llvm/ADT/ArrayRef.h"

namespace aikernel::px {

/// How its statement is written.
llvm::StringRef formOf(Verb verb);

std::optional<Operation> operationNamed(llvm::StringRef spelling);
std::optional<ReduceOp> reductionNamed(llvm::StringRef spelling);

struct IndexWord {
  IndexExpr::Which which;
  bool hasAxis;
};
std::optional<IndexWord> indexNamed(llvm::StringRef spelling);

/// Whether a name may not be spelled like that.
bool isReserved(llvm::StringRef spelling);

/// "an i32", "a u32", "an f32"
std::string withArticle(Scalar type);
/// "1 argument", "2 arguments"
std::string counted(size_t count, llvm::StringRef singular,
                    llvm::StringRef plural);

/// The words that can begin a line, in the order of their tables.
llvm::ArrayRef<llvm::StringRef> statementWords();

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_WORDS_H
