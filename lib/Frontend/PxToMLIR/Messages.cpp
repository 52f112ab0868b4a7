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
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace aikernel;
using px::ScalarKind;

//===----------------------------------------------------------------------===//
// Where it stands, and what it says
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

/// Of a message: '%' begins a directive, and control characters are written as
/// one.
static std::string escaped(StringRef text) {
  std::string result;
  llvm::raw_string_ostream os(result);
  for (unsigned char c : text) {
    if (c < 0x20 || c == 0x7f)
      os << "%x" << llvm::format_hex_no_prefix(c, 2);
    else if (c == '%')
      os << "%%";
    else
      os << c;
  }
  return result;
}

void BodyGenerator::generateMessage(px::SourceRange range, StringRef text,
                                    ValueRange values, bool fails) {
  px::LineColumn place = sources.lineColumn(range);
  auto site = SiteAttr::get(builder.getContext(), sources.name(range.file),
                            place.line, place.column, describeCalls());
  MessageOp::create(builder, location(range), builder.getStringAttr(text),
                    values, site, fails, IntegerAttr(), Value(), Value());
}

//===----------------------------------------------------------------------===//
// ASSERT
//===----------------------------------------------------------------------===//

void BodyGenerator::generate(const px::AssertStmt *statement) {
  Location loc = location(statement->range);
  Value condition = generate(statement->condition);
  if (unit == Unit::HostProgram) {
    AssertOp::create(builder, loc, condition,
                     builder.getStringAttr(statement->text));
    return;
  }
  Value failed = arith::XOrIOp::create(builder, loc, condition,
                                       constant(builder.getI1Type(), 1, loc));
  auto branch = scf::IfOp::create(builder, loc, failed);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  generateMessage(statement->range, escaped(statement->text), {},
                  /*fails=*/true);
}

//===----------------------------------------------------------------------===//
// PRINT
//===----------------------------------------------------------------------===//

/// A value as a word of 64 bits, and the directive that reads it.
std::pair<Value, StringRef> BodyGenerator::generateWord(const px::Expr *expr) {
  Location loc = location(expr->range);
  Value value = generate(expr);
  Type i64 = builder.getI64Type();
  auto extended = [&](Value bits) -> Value {
    if (bits.getType() == i64)
      return bits;
    return arith::ExtUIOp::create(builder, loc, i64, bits);
  };
  switch (px::kindOf(expr->type)) {
  case ScalarKind::Bool:
    return {extended(value), "%t"};
  case ScalarKind::Signed:
    return {generateCast(value, expr->type, px::Scalar::I64, loc), "%d"};
  case ScalarKind::Unsigned:
    return {extended(value), "%u"};
  case ScalarKind::Float:
  case ScalarKind::Storage:
    break;
  }
  bool isDouble = expr->type == px::Scalar::F64;
  if (!isDouble)
    value = generateCast(value, expr->type, px::Scalar::F32, loc);
  Type bits = builder.getIntegerType(isDouble ? 64 : 32);
  value = arith::BitcastOp::create(builder, loc, bits, value);
  return {extended(value), isDouble ? "%g" : "%f"};
}

void BodyGenerator::generateLine(const px::PrintStmt *statement) {
  SmallVector<Value> values;
  std::string text;
  for (auto [number, item] : llvm::enumerate(statement->items)) {
    text += number == 0 ? "" : " ";
    if (!item.value) {
      text += escaped(item.text);
      continue;
    }
    auto [value, directive] = generateWord(item.value);
    values.push_back(value);
    text += directive;
  }
  generateMessage(statement->range, text, values, /*fails=*/false);
}

/// What a value's expression prints itself comes on a line before.
void BodyGenerator::generate(const px::PrintStmt *statement) {
  if (unit == Unit::Kernel)
    return generateLine(statement);
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
