//===- Suggestions.h - What a wrong word was meant to be --------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_SUGGESTIONS_H
#define AIKERNEL_LIB_FRONTEND_PX_SUGGESTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

//
// Functions that return text give an empty one when they have no idea.
//

namespace aikernel::px {

/// The candidate that `word` is probably meant to be. Letters exchanged,
/// missing, added, wrong, or in the other case are near.
llvm::StringRef nearest(llvm::StringRef word,
                        llvm::ArrayRef<llvm::StringRef> candidates);

llvm::StringRef suggestStatementWord(llvm::StringRef word);
llvm::StringRef suggestType(llvm::StringRef word);
/// Without near words.
llvm::StringRef translateType(llvm::StringRef word);
/// The words that are values, with the built-ins of threads or without them.
llvm::ArrayRef<llvm::StringRef> valueWords(bool withThreads);
/// `candidates` are the functions of the program.
llvm::StringRef suggestFunction(llvm::StringRef word,
                                llvm::ArrayRef<llvm::StringRef> candidates);
llvm::StringRef suggestReduction(llvm::StringRef word);
llvm::StringRef suggestOperator(llvm::StringRef spelling);
/// The built-in for threadIdx and the like.
llvm::StringRef suggestIndex(llvm::StringRef word);
/// A number in a spelling that px has, such as 1.0 for 1.f.
std::string suggestNumber(llvm::StringRef spelling);
/// The px for a character that px does not know, or how to do without it.
llvm::StringRef suggestCharacter(llvm::StringRef character);
llvm::StringRef helpForCharacter(llvm::StringRef character);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_SUGGESTIONS_H
