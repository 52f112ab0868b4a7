//===- FormatColumns.cpp - Texts that stand below each other ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FormatColumns.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"

using namespace aikernel::px;
using llvm::StringRef;

using Lines = llvm::MutableArrayRef<FormattedLine>;
using Kind = FormattedLine::Kind;

/// Between a statement and its comment.
static constexpr unsigned blanksBeforeComment = 2;

static size_t widthOf(StringRef text) {
  int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width < 0 ? text.size() : width;
}

/// Calls `align` with every run of lines that satisfy `belongs` and, but for
/// the first, `follows` the line before.
template <typename Belongs, typename Follows, typename Align>
static void forEachRun(Lines lines, Belongs belongs, Follows follows,
                       Align align) {
  for (size_t begin = 0; begin < lines.size();) {
    size_t end = begin + 1;
    if (belongs(lines[begin])) {
      while (end < lines.size() && !lines[end].blankBefore &&
             belongs(lines[end]) && follows(lines[end - 1], lines[end]))
        ++end;
      align(lines.slice(begin, end - begin));
    }
    begin = end;
  }
}

static bool hasSameForm(const FormattedLine &a, const FormattedLine &b) {
  return a.verb.equals_insensitive(b.verb) && a.depth == b.depth;
}

/// As a tab writer does it: a column is as wide as those of its cells that
/// another one follows.
static void alignLeft(Lines run) {
  for (size_t column = 0;; ++column) {
    auto hasNext = [&](const FormattedLine &line) {
      return line.cells.size() > column + 1;
    };
    if (llvm::none_of(run, hasNext))
      return;
    forEachRun(run, hasNext, hasSameForm, [&](Lines block) {
      size_t width = 0;
      for (const FormattedLine &line : block)
        width = std::max(width, widthOf(line.cells[column]));
      for (FormattedLine &line : block)
        line.cells[column].append(width - widthOf(line.cells[column]), ' ');
    });
  }
}

/// Numbers end below each other, whether a comma is behind them or not.
static void alignRight(Lines rows) {
  struct Column {
    size_t width = 0;
    bool hasComma = false;
  };
  std::vector<Column> columns;
  for (const FormattedLine &row : rows) {
    columns.resize(std::max(columns.size(), row.cells.size()));
    for (auto [column, cell] : llvm::zip(columns, row.cells)) {
      StringRef number = cell;
      column.hasComma |= number.consume_back(",");
      column.width = std::max(column.width, widthOf(number));
    }
  }
  if (columns.size() == 1)
    return;
  for (FormattedLine &row : rows)
    for (auto [column, cell] : llvm::zip(columns, row.cells)) {
      StringRef number = cell;
      bool lacksComma = !number.consume_back(",") && column.hasComma;
      cell.insert(0, column.width - widthOf(number), ' ');
      if (lacksComma && &cell != &row.cells.back())
        cell += ' ';
    }
}

static void alignComments(Lines run) {
  size_t width = 0;
  for (const FormattedLine &line : run)
    if (!line.cells.empty())
      width = std::max(width, widthOf(line.cells.front()));
  for (FormattedLine &line : run) {
    size_t own = line.cells.empty() ? 0 : widthOf(line.cells.front());
    line.comment.insert(0, width - own + blanksBeforeComment, ' ');
  }
}

void aikernel::px::alignColumns(Lines lines) {
  auto isKind = [](Kind kind) {
    return [kind](const FormattedLine &line) { return line.kind == kind; };
  };
  forEachRun(lines, isKind(Kind::Declaration), hasSameForm, alignLeft);
  forEachRun(lines, isKind(Kind::TableRow), hasSameForm, alignRight);
  for (FormattedLine &line : lines)
    if (line.cells.size() > 1)
      line.cells = {llvm::join(line.cells, " ")};
  forEachRun(
      lines,
      [](const FormattedLine &line) {
        return !line.comment.empty() &&
               (!line.cells.empty() || line.continuesComment);
      },
      [](const FormattedLine &a, const FormattedLine &b) {
        return a.depth == b.depth;
      },
      alignComments);
}
