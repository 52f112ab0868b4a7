//===- Listing.h - Assembly with the px lines that it comes from --*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_DRIVER_EXPLAIN_LISTING_H
#define AIKERNEL_LIB_DRIVER_EXPLAIN_LISTING_H

#include "Report.h"

namespace aikernel::explain {

/// The code of the function `symbol` in an assembly text of LLVM's: its
/// instructions and labels, with what `.loc` says of them.
std::vector<CodeLine> linesOf(llvm::StringRef assembly, llvm::StringRef symbol);

/// Fills in what shows in the x86 code itself: registers and spills.
void countRegisters(llvm::ArrayRef<CodeLine> code, HostFacts &facts);

} // namespace aikernel::explain

#endif // AIKERNEL_LIB_DRIVER_EXPLAIN_LISTING_H
