//===- Messages.cpp - PRINT and ASSERT to MLIR ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace aikernel;
using px::ScalarKind;

//===----------------------------------------------------------------------===//
// ASSERT
//===----------------------------------------------------------------------===//

/// Of a long chain, the calls that are nearest.
std::string BodyGenerator::describeCalls() {
  constexpr size_t maximumShown = 4;
  if (calls.empty())
    return "";
  std::string text = ("function '" + calls.back()->callee->name + "'").str();
  const char *before = " (called at ";
  for (const px::CallExpr *call :
       llvm::reverse(ArrayRef(calls).take_back(maximumShown))) {
    px::LineColumn place = sources.lineColumn(call->range);
    text += (before + sources.name(call->range.file) + ":" + Twine(place.line) +
             ":" + Twine(place.column))
                .str();
    before = ", ";
  }
  return text + (calls.size() > maximumShown ? ", …)" : ")");
}

void BodyGenerator::generate(const px::AssertStmt *statement) {
  Location loc = location(statement->range);
  Value condition = generate(statement->condition);
  StringAttr text = builder.getStringAttr(statement->text);
  if (unit == Unit::HostProgram) {
    AssertOp::create(builder, loc, condition, text);
    return;
  }
  px::LineColumn place = sources.lineColumn(statement->range);
  auto site =
      SiteAttr::get(builder.getContext(), sources.name(statement->range.file),
                    place.line, place.column, describeCalls());
  Value failed = arith::XOrIOp::create(builder, loc, condition,
                                       constant(builder.getI1Type(), 1, loc));
  auto branch = scf::IfOp::create(builder, loc, failed);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  MessageOp::create(builder, loc, text, ValueRange(), site, /*fails=*/true,
                    IntegerAttr(), Value(), Value());
}

//===----------------------------------------------------------------------===//
// PRINT
//===----------------------------------------------------------------------===//

/// What a value's expression prints itself comes on a line before.
void BodyGenerator::generate(const px::PrintStmt *statement) {
  Location loc = location(statement->range);
  SmallVector<Value> values;
  for (const px::PrintStmt::Item &item : statement->items)
    values.push_back(item.value ? generate(item.value) : Value());
  if (statement->items.empty())
    PrintOp::create(builder, loc, builder.getStringAttr(""), Value(),
                    /*isSigned=*/false, /*newline=*/true);
  for (auto [number, item] : llvm::enumerate(statement->items)) {
    std::string text = number == 0 ? "" : " ";
    bool isLast = number + 1 == statement->items.size();
    bool isSigned =
        item.value && px::kindOf(item.value->type) == ScalarKind::Signed;
    if (item.argument)
      values[number] = texts.lookup(item.argument);
    else if (!item.value)
      text += item.text;
    PrintOp::create(builder, loc, builder.getStringAttr(text), values[number],
                    isSigned, isLast);
  }
}
