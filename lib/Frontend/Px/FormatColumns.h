//===- FormatColumns.h - Texts that stand below each other ---- -*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_FRONTEND_PX_FORMATCOLUMNS_H
#define AIKERNEL_LIB_FRONTEND_PX_FORMATCOLUMNS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace aikernel::px {

/// A line of a formatted file, without its indentation.
struct FormattedLine {
  /// Lines of one kind in a row make columns of their cells.
  enum class Kind : uint8_t { Plain, Declaration, TableRow };
  Kind kind = Kind::Plain;
  unsigned depth = 0;
  bool blankBefore = false; ///< an empty line stands before it
  llvm::StringRef verb;
  std::vector<std::string> cells; ///< of the statement; none: a comment alone
  std::string comment;
  /// A comment alone that goes on with the one at the end of the line before.
  bool continuesComment = false;
};

/// Makes one cell of those of every line, and puts comments below each other.
void alignColumns(llvm::MutableArrayRef<FormattedLine> lines);

} // namespace aikernel::px

#endif // AIKERNEL_LIB_FRONTEND_PX_FORMATCOLUMNS_H
