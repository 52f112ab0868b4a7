//===- Dump.h - What text forms have in common ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_DUMP_H
#define AIKERNEL_LIB_FRONTEND_PX_DUMP_H

#include "aikernel/Frontend/Px/Typed.h"
#include "llvm/Support/raw_ostream.h"

namespace aikernel::px {

llvm::StringRef nameOf(Operation operation);
llvm::StringRef nameOf(WideOp op);
llvm::StringRef nameOf(AtomicOp op);
llvm::StringRef nameOf(CollectiveOp op);
/// With a blank before it; empty for ordinary memory.
llvm::StringRef nameOf(Placement placement);

void printQuoted(llvm::raw_ostream &os, llvm::StringRef text);
/// THREAD_ID.X, with an axis where the index has one.
void printIndex(llvm::raw_ostream &os, IndexExpr::Which which, uint8_t axis);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_DUMP_H
