//===- CheckWide.cpp - Verbs on values wider than a scalar ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Constants.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// 128 bits: u32[4], u64[2], or as much of an array
//===----------------------------------------------------------------------===//

static constexpr unsigned wideBits = 128;

static bool holdsWords(const Array &array) {
  return array.element == Scalar::U32 || array.element == Scalar::U64;
}

/// Whether an array has exactly 128 bits.
bool Checker::isWide(const Array &array) const {
  bool isKnown =
      !array.sizes.empty() && llvm::all_of(array.sizes, [](const Expr *size) {
        return llvm::isa<LiteralExpr>(size);
      });
  std::optional<int64_t> count = isKnown ? elementCount(array) : std::nullopt;
  return count && *count == wideBits / bitsOf(array.element);
}

/// The first element of an array that is named whole.
ElementExpr *Checker::checkWholeArray(const syntax::WideStmt &stmt,
                                      syntax::Name name) {
  Array *array = lookUpArray(name, [&](const Array &candidate) {
    return isAccessible(candidate) && holdsWords(candidate) &&
           isWide(candidate);
  });
  if (!array || !checkHostAccess(*array, name.range))
    return nullptr;
  if (holdsWords(*array) && !isWide(*array)) {
    diagnostics
        .report(DiagnosticId::WideOperand, name.range, stmt.word.text,
                "all of '" + name.text + "'")
        .help("those from its first element on are " + name.text + "[0]")
        .note(NoteId::DefinedHere, array->range, array->name);
    return nullptr;
  }
  size_t rank = std::max<size_t>(array->sizes.size(), 1);
  std::vector<Expr *> indices(rank, makeLiteral(Scalar::I32, 0, name.range));
  return program.make<ElementExpr>(array, std::move(indices), name.range);
}

/// The first of the elements that an operand or a place consists of.
ElementExpr *Checker::checkFirstElement(const syntax::WideStmt &stmt,
                                        const syntax::Expr *expr) {
  ElementExpr *first = nullptr;
  if (auto *variable = llvm::dyn_cast_or_null<syntax::VariableExpr>(expr)) {
    first = checkWholeArray(stmt, variable->name);
  } else if (auto *element =
                 llvm::dyn_cast_or_null<syntax::ElementExpr>(expr)) {
    first = checkElement(*element, holdsWords);
  } else if (Expr *value = check(expr)) {
    diagnostics.report(DiagnosticId::WideOperand, expr->range, stmt.word.text,
                       spellingOf(value->type));
  }
  if (!first || holdsWords(*first->array))
    return first;
  diagnostics
      .report(DiagnosticId::WideOperand, expr->range, stmt.word.text,
              spellingOf(first->type) + " '" + first->array->name + "'")
      .note(NoteId::DefinedHere, first->array->range, first->array->name);
  return nullptr;
}

static bool hasCall(const Expr *expr) {
  auto any = [](llvm::ArrayRef<Expr *> parts) {
    return llvm::any_of(parts, hasCall);
  };
  if (auto *element = llvm::dyn_cast<ElementExpr>(expr))
    return any(element->indices);
  if (auto *operation = llvm::dyn_cast<OperationExpr>(expr))
    return any(operation->operands);
  return llvm::isa<CallExpr>(expr);
}

/// The index of several elements; what it calls is called once.
Expr *Checker::evaluatedOnce(Expr *index, Block &out) {
  if (!hasCall(index))
    return index;
  Variable *own =
      makeVariable({"index", index->range}, index->type, Variable::Role::Local);
  out.push_back(
      program.make<AssignStmt>(program.make<VariableExpr>(own, index->range),
                               index, /*defines=*/true, index->range));
  return program.make<VariableExpr>(own, index->range);
}

/// The elements from the first one on, as many as 128 bits take.
bool Checker::addElements(ElementExpr *first, std::vector<Expr *> &out,
                          Block &before) {
  if (!first)
    return false;
  for (Expr *&index : first->indices)
    index = evaluatedOnce(index, before);
  unsigned count = wideBits / bitsOf(first->type);
  for (unsigned i = 0; i < count; ++i) {
    std::vector<Expr *> indices = first->indices;
    Expr *&last = indices.back();
    last = convert(last, promoted(last->type));
    Expr *index = program.make<OperationExpr>(
        Operation::Add, last->type,
        std::vector<Expr *>{last, makeLiteral(last->type, i, last->range)},
        last->range);
    if (std::optional<uint64_t> value = evaluate(index))
      last = makeLiteral(last->type, *value, last->range);
    else if (i != 0)
      last = index;
    if (i != 0)
      warnOfIndicesOutside(*first->array, indices);
    out.push_back(program.make<ElementExpr>(first->array, std::move(indices),
                                            first->range));
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Checker::checkWide(const syntax::WideStmt &stmt, Block &out) {
  if (stmt.op == WideOp::AddCarry)
    return checkAddCarry(stmt, out);
  auto *result = program.make<WideStmt>(stmt.op, stmt.range);
  bool isWhole = true;
  auto addOperand = [&](const syntax::Expr *operand) {
    isWhole &=
        addElements(checkFirstElement(stmt, operand), result->operands, out);
  };
  addOperand(stmt.operands.front());
  if (stmt.op == WideOp::AesKeygen) {
    Expr *constant = checkInteger(stmt.operands[1], "the round constant");
    constant = constant ? convertInteger(constant, Scalar::U32) : nullptr;
    isWhole &= constant != nullptr;
    result->operands.push_back(constant);
  } else {
    addOperand(stmt.operands[1]);
  }
  ElementExpr *place = checkFirstElement(stmt, stmt.places.front());
  std::vector<Expr *> places;
  if (!addElements(place, places, out) || !checkIsWritable(*place) || !isWhole)
    return;
  for (Expr *element : places)
    result->results.push_back({element});
  out.push_back(result);
}

/// Two integers of one type are added in it, others in their common type.
void Checker::checkAddCarry(const syntax::WideStmt &stmt, Block &out) {
  std::vector<Expr *> numbers;
  for (size_t i = 0; i < 2; ++i) {
    Expr *number = check(stmt.operands[i]);
    if (number && !isInteger(number->type)) {
      diagnostics.report(DiagnosticId::WrongOperandType, number->range,
                         stmt.word.text, spellingOf(number->type));
      number = nullptr;
    }
    numbers.push_back(number);
  }
  Expr *carry = checkCondition(stmt.operands[2]);
  if (llvm::is_contained(numbers, nullptr) || !carry) {
    for (const syntax::Expr *place : stmt.places)
      poisonPlace(place);
    return;
  }
  Scalar type = numbers[0]->type == numbers[1]->type ? numbers[0]->type
                                                     : commonTypeOf(numbers);
  auto *result = program.make<WideStmt>(stmt.op, stmt.range);
  for (Expr *number : numbers)
    result->operands.push_back(convert(number, type));
  result->operands.push_back(carry);
  if (addResults(stmt, {type, Scalar::Bool}, *result))
    out.push_back(result);
}

/// Elements come first: their indices see none of the names that are defined.
bool Checker::addResults(const syntax::WideStmt &stmt,
                         llvm::ArrayRef<Scalar> types, WideStmt &out) {
  syntax::Name computation = {stmt.word.text,
                              {stmt.range.file, stmt.word.range.begin,
                               stmt.operands.back()->range.end}};
  out.results.resize(types.size());
  for (bool isElement : {true, false})
    for (auto [place, type, result] :
         llvm::zip(stmt.places, types, out.results)) {
      if (llvm::isa<syntax::ElementExpr>(place) != isElement)
        continue;
      result.place = checkPlace(place, type, result.defines);
      if (!result.place)
        return false;
      if (result.place->type == type)
        continue;
      result.computed = makeVariable(computation, type, Variable::Role::Local);
      result.converted = convertChecked(
          program.make<VariableExpr>(result.computed, computation.range),
          result.place->type, Form::Version10, &stmt);
      if (!result.converted)
        return false;
    }
  return true;
}
