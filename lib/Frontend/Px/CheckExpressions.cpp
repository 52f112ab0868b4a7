//===- CheckExpressions.cpp - Types of expressions, conversions -----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Constants.h"
#include "Words.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

LiteralExpr *Checker::makeLiteral(Scalar type, uint64_t bits,
                                  SourceRange range) {
  return program.make<LiteralExpr>(type, bits, range);
}

std::optional<uint64_t> Checker::evaluate(const Expr *expr) const {
  return px::evaluate(expr, options.contractFloatingPoint);
}

void Checker::reportTooLarge(SourceRange range, StringRef number, Scalar type) {
  diagnostics.report(DiagnosticId::FloatTooLarge, range, number,
                     spellingOf(type),
                     isStorage(type) ? "its largest number" : "infinity");
}

/// The conversion that an operation asks for. A literal becomes a literal of
/// that type; a float literal is rounded from its text, once.
Expr *Checker::convert(Expr *expr, Scalar type) {
  auto text = floatTexts.find(expr);
  if (text != floatTexts.end() && isFloat(type)) {
    RoundedNumber number = rounded(text->second, type);
    if (number.isTooLarge)
      reportTooLarge(expr->range, text->second, type);
    return expr->type == type ? expr
                              : makeLiteral(type, number.bits, expr->range);
  }
  if (expr->type == type)
    return expr;
  if (auto *literal = llvm::dyn_cast<LiteralExpr>(expr)) {
    if (isInteger(expr->type) && isFloat(type) && isTooLarge(*literal, type))
      reportTooLarge(expr->range, integerText(*literal), type);
    return makeLiteral(type, convertedBits(literal->bits, expr->type, type),
                       expr->range);
  }
  if (type == Scalar::Bool && isStorage(expr->type))
    expr = convert(expr, promoted(expr->type));
  if (type == Scalar::Bool)
    return program.make<OperationExpr>(
        Operation::Ne, Scalar::Bool,
        std::vector<Expr *>{expr, makeLiteral(expr->type, 0, expr->range)},
        expr->range);
  return program.make<OperationExpr>(Operation::Cast, type,
                                     std::vector<Expr *>{expr}, expr->range);
}

/// Decimal literals, and all with a minus, stand for a value; hexadecimal ones,
/// and what was computed or cast, for bits.
bool Checker::fits(const LiteralExpr &literal, Scalar type) const {
  return valueLiterals.contains(&literal) ? keepsValue(literal, type)
                                          : keepsBits(literal, type);
}

static void offerCast(DiagnosticEngine::Builder &report, SourceRange range,
                      Scalar type) {
  report.fixIt({range.file, range.begin, range.begin}, spellingOf(type) + "(")
      .fixIt({range.file, range.end, range.end}, ")");
}

/// Operands of a verb, as those of a call.
static void offerCall(DiagnosticEngine::Builder &report, SourceRange verb,
                      llvm::ArrayRef<syntax::Expr *> operands,
                      const llvm::Twine &beforeOperands,
                      const llvm::Twine &behindOperands) {
  report.fixIt({verb.file, verb.begin, operands.front()->range.begin},
               beforeOperands);
  for (size_t i = 1; i < operands.size(); ++i)
    report.fixIt(
        {verb.file, operands[i - 1]->range.end, operands[i]->range.begin},
        ", ");
  report.fixIt({verb.file, operands.back()->range.end, verb.end},
               behindOperands);
}

/// For a statement that computes what it assigns, a SET; a verb that is no
/// function needs a second statement.
static void offerCast(DiagnosticEngine::Builder &report,
                      const syntax::Stmt &computedBy, Scalar type) {
  auto *assign = llvm::dyn_cast<syntax::AssignStmt>(&computedBy);
  StringRef to = spellingOf(type);
  if (!assign)
    report.help("a new name takes the result as it is; SET " + to +
                "(…) converts it");
  else if (auto *operation =
               llvm::dyn_cast<syntax::OperationExpr>(assign->value))
    offerCall(report, operation->range, operation->operands,
              "SET " + to + "(" + operation->spelling.text + "(", "))");
  else if (auto *convert = llvm::dyn_cast<syntax::ConvertExpr>(assign->value))
    offerCall(report, convert->range, convert->operand,
              "SET " + to + "(" + spellingOf(convert->operation) + "(",
              ", " + spellingOf(convert->target) + "))");
}

static void offerCast(DiagnosticEngine::Builder &report, SourceRange range,
                      const syntax::Stmt *computedBy, Scalar type) {
  if (computedBy)
    offerCast(report, *computedBy, type);
  else
    offerCast(report, range, type);
}

void Checker::warnOfNarrowing(const Expr *expr, Scalar type,
                              const syntax::Stmt *computedBy) {
  auto report =
      diagnostics.report(DiagnosticId::NarrowingAssignment, expr->range,
                         spellingOf(expr->type), spellingOf(type));
  offerCast(report, expr->range, computedBy, type);
}

/// The conversion to the type of a place, parameter or result, which must not
/// lose anything by accident. A statement that consists of the expression's
/// computation and its place is `computedBy`.
Expr *Checker::convertChecked(Expr *expr, Scalar type, Form form,
                              const syntax::Stmt *computedBy) {
  StringRef from = spellingOf(expr->type);
  StringRef to = spellingOf(type);
  bool isNewForm = form == Form::Version10;
  auto *literal = llvm::dyn_cast<LiteralExpr>(expr);
  if (isFloat(expr->type) && isInteger(type)) {
    if (!isNewForm) {
      diagnostics.report(DiagnosticId::ImplicitFloatToInteger, expr->range,
                         from, to);
      return convert(expr, type);
    }
    auto report =
        diagnostics.report(DiagnosticId::FloatToInteger, expr->range, from, to);
    offerCast(report, expr->range, computedBy, type);
    return nullptr;
  }
  bool bothIntegers = isInteger(expr->type) && isInteger(type);
  if (bothIntegers && literal && !fits(*literal, type)) {
    if (!isNewForm) {
      diagnostics.report(DiagnosticId::LiteralLosesBits, expr->range,
                         integerText(*literal), to);
      return convert(expr, type);
    }
    auto report = diagnostics.report(DiagnosticId::DoesNotFit, expr->range,
                                     integerText(*literal), to);
    if (keepsBits(*literal, type))
      offerCast(report, expr->range, computedBy, type);
    return nullptr;
  }
  bool bothFloats = isFloat(expr->type) && isFloat(type);
  bool mayNarrow =
      (bothIntegers && !literal) || (bothFloats && !isFlexible(expr));
  if (mayNarrow && bitsOf(type) < bitsOf(expr->type)) {
    if (form == Form::Store)
      diagnostics.report(DiagnosticId::NarrowingStore, expr->range, from, to);
    else if (isNewForm && diagnostics.wants(DiagnosticId::NarrowingAssignment))
      warnOfNarrowing(expr, type, computedBy);
  }
  return convert(expr, type);
}

/// The common type of operands; a float literal follows the others.
Scalar Checker::commonTypeOf(llvm::ArrayRef<Expr *> operands) const {
  std::optional<Scalar> type;
  bool hasFlexible = false;
  for (const Expr *operand : operands) {
    if (isFlexible(operand))
      hasFlexible = true;
    else
      type = type ? commonType(*type, operand->type) : operand->type;
  }
  if (hasFlexible && (!type || !isFloat(*type)))
    return Scalar::F32;
  return promoted(*type);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

Expr *Checker::check(const syntax::Expr *expr) {
  using Kind = syntax::Expr::Kind;
  if (!expr) { // reported by the lexer or the parser
    hasHoles = true;
    return nullptr;
  }
  switch (expr->kind) {
  case Kind::Integer:
    return checkIntegerLiteral(*llvm::cast<syntax::IntegerExpr>(expr));
  case Kind::Float:
    return checkFloatLiteral(*llvm::cast<syntax::FloatExpr>(expr));
  case Kind::Bool:
    return makeLiteral(Scalar::Bool, llvm::cast<syntax::BoolExpr>(expr)->value,
                       expr->range);
  case Kind::Variable:
    return checkVariable(*llvm::cast<syntax::VariableExpr>(expr));
  case Kind::Index:
    return checkIndex(*llvm::cast<syntax::IndexExpr>(expr));
  case Kind::Element:
    return checkElement(*llvm::cast<syntax::ElementExpr>(expr),
                        [](const Array &) { return true; });
  case Kind::Operation:
    return checkOperation(*llvm::cast<syntax::OperationExpr>(expr));
  case Kind::Convert:
    return checkConvert(*llvm::cast<syntax::ConvertExpr>(expr));
  case Kind::Call:
    return checkCallForValue(*llvm::cast<syntax::CallExpr>(expr));
  }
  llvm_unreachable("unknown expression");
}

Expr *Checker::checkCondition(const syntax::Expr *expr) {
  Expr *condition = check(expr);
  return condition ? convert(condition, Scalar::Bool) : nullptr;
}

Expr *Checker::checkInteger(const syntax::Expr *expr, StringRef what) {
  Expr *value = check(expr);
  if (!value || isInteger(value->type))
    return value;
  auto report = diagnostics.report(DiagnosticId::NotAnInteger, value->range,
                                   what, spellingOf(value->type));
  offerCast(report, value->range, Scalar::I32);
  return nullptr;
}

Expr *Checker::checkInteger(const syntax::Expr *expr, StringRef what,
                            Scalar type) {
  Expr *value = checkInteger(expr, what);
  return value ? convertInteger(value, type) : nullptr;
}

Expr *Checker::convertInteger(Expr *value, Scalar type) {
  auto *literal = llvm::dyn_cast<LiteralExpr>(value);
  if (literal && !keepsValue(*literal, type)) {
    diagnostics.report(DiagnosticId::DoesNotFit, value->range,
                       integerText(*literal), spellingOf(type));
    return nullptr;
  }
  return convert(value, type);
}

Expr *Checker::checkAs(const syntax::Expr *expr, Scalar type) {
  Expr *value = check(expr);
  return value ? convertChecked(value, type, Form::Version10) : nullptr;
}

/// i32 where it fits; else i64 and u64, or u32 and u64 for hex.
Expr *Checker::checkIntegerLiteral(const syntax::IntegerExpr &expr) {
  Scalar type = Scalar::U64;
  if (expr.value <= INT32_MAX)
    type = Scalar::I32;
  else if (expr.isHex && expr.value <= UINT32_MAX)
    type = Scalar::U32;
  else if (!expr.isHex && expr.value <= INT64_MAX)
    type = Scalar::I64;
  LiteralExpr *literal = makeLiteral(type, expr.value, expr.range);
  if (!expr.isHex)
    valueLiterals.insert(literal);
  return literal;
}

/// A literal and the minus before it: i32 where it fits, else i64.
Expr *Checker::checkNegativeInteger(const syntax::IntegerExpr &magnitude,
                                    SourceRange range) {
  constexpr uint64_t limit = uint64_t(1) << 63;
  if (magnitude.value > limit) {
    diagnostics.report(DiagnosticId::DoesNotFit, range,
                       "-" + llvm::Twine(magnitude.value),
                       spellingOf(Scalar::I64));
    return nullptr;
  }
  Scalar type = magnitude.value <= limit >> 32 ? Scalar::I32 : Scalar::I64;
  LiteralExpr *literal = makeLiteral(
      type, convertedBits(-magnitude.value, Scalar::I64, type), range);
  valueLiterals.insert(literal);
  return literal;
}

Expr *Checker::checkFloatLiteral(const syntax::FloatExpr &expr) {
  LiteralExpr *literal = makeLiteral(
      Scalar::F32, rounded(expr.text, Scalar::F32).bits, expr.range);
  floatTexts[literal] = expr.text.str();
  return literal;
}

Expr *Checker::checkVariable(const syntax::VariableExpr &expr) {
  Symbol *symbol = lookUpScalar(expr.name);
  if (!symbol)
    return nullptr;
  if (symbol->array) {
    diagnostics.report(DiagnosticId::ArrayWithoutIndex, expr.range,
                       expr.name.text);
    return nullptr;
  }
  if (LiteralExpr *constant = symbol->constant) {
    LiteralExpr *literal =
        makeLiteral(constant->type, constant->bits, expr.range);
    if (valueLiterals.contains(constant))
      valueLiterals.insert(literal);
    return literal;
  }
  return program.make<VariableExpr>(symbol->variable, expr.range);
}

Expr *Checker::checkIndex(const syntax::IndexExpr &expr) {
  if (unit == Unit::Kernel || unit == Unit::Function) {
    useThreads(spellingOf(expr.which), expr.range);
    return program.make<IndexExpr>(expr.which, expr.axis, expr.range);
  }
  diagnostics.report(DiagnosticId::DeviceOnly, expr.range,
                     spellingOf(expr.which));
  return nullptr;
}

ElementExpr *Checker::checkElement(const syntax::ElementExpr &expr,
                                   AcceptsArray accepts) {
  Array *array = lookUpArray(expr.array, [&](const Array &candidate) {
    return isAccessible(candidate) && accepts(candidate);
  });
  std::optional<std::vector<Expr *>> indices = checkIndices(expr.indices);
  if (!array || !indices || !checkRank(*array, indices->size(), expr.range) ||
      !checkHostAccess(*array, expr.range))
    return nullptr;
  warnOfIndicesOutside(*array, *indices);
  return program.make<ElementExpr>(array, std::move(*indices), expr.range);
}

std::optional<std::vector<Expr *>>
Checker::checkIndices(llvm::ArrayRef<syntax::Expr *> syntax) {
  std::vector<Expr *> indices;
  for (const syntax::Expr *index : syntax)
    indices.push_back(checkInteger(index, "an index"));
  if (llvm::is_contained(indices, nullptr))
    return std::nullopt;
  return indices;
}

/// One index may count through all dimensions.
bool Checker::checkRank(const Array &array, size_t indices, SourceRange range) {
  size_t rank = std::max<size_t>(array.sizes.size(), 1);
  if (indices == 1 || indices == rank)
    return true;
  diagnostics
      .report(DiagnosticId::WrongIndexCount, range, array.name,
              counted(rank, "dimension", "dimensions"),
              counted(indices, "index is", "indices are"))
      .note(NoteId::DefinedHere, array.range, array.name);
  return false;
}

/// What is known to be wrong, wherever else the program may go.
void Checker::warnOfIndicesOutside(const Array &array,
                                   llvm::ArrayRef<Expr *> indices) {
  for (auto [axis, index] : llvm::enumerate(indices)) {
    auto *literal = llvm::dyn_cast<LiteralExpr>(index);
    if (!literal)
      continue;
    // One index counts through all dimensions.
    auto *size = indices.size() == array.sizes.size()
                     ? llvm::dyn_cast<LiteralExpr>(array.sizes[axis])
                     : nullptr;
    int64_t value = integerValue(*literal);
    if (value < 0 || (size && value >= integerValue(*size)))
      diagnostics
          .report(DiagnosticId::IndexOutside, index->range,
                  integerText(*literal), array.name)
          .note(NoteId::DefinedHere, array.range, array.name);
  }
}

Expr *Checker::checkConvert(const syntax::ConvertExpr &expr) {
  Expr *operand = check(expr.operand);
  if (!operand)
    return nullptr;
  if (expr.operation == Operation::Cast) {
    Expr *result = convert(operand, expr.target);
    // A cast to a type is not flexible any more.
    if (auto *literal = llvm::dyn_cast<LiteralExpr>(result))
      return makeLiteral(expr.target, literal->bits, expr.range);
    result->range = expr.range;
    return result;
  }
  bool hasBool = operand->type == Scalar::Bool || expr.target == Scalar::Bool;
  if (hasBool || bitsOf(operand->type) != bitsOf(expr.target)) {
    diagnostics.report(
        DiagnosticId::BitcastWidth, expr.range, spellingOf(operand->type),
        operand->type == Scalar::Bool ? 1 : bitsOf(operand->type),
        spellingOf(expr.target),
        expr.target == Scalar::Bool ? 1 : bitsOf(expr.target));
    return nullptr;
  }
  return program.make<OperationExpr>(Operation::Bitcast, expr.target,
                                     std::vector<Expr *>{operand}, expr.range);
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// Whether the rule of the operation takes operands of these kinds at all.
bool Checker::checkOperandKinds(const syntax::OperationExpr &expr,
                                llvm::ArrayRef<Expr *> operands) {
  TypeRule rule = typeRuleOf(expr.operation);
  auto isWrong = [&](const Expr *operand) {
    Scalar type = operand->type;
    switch (rule) {
    case TypeRule::IntegerOnly:
    case TypeRule::OwnWidthInteger:
    case TypeRule::Shift:
      return !isInteger(type);
    case TypeRule::Words:
    case TypeRule::Bytes:
      return !isInteger(type) || bitsOf(type) > 32;
    case TypeRule::IntegerOrBool:
      return isFloat(type);
    case TypeRule::OwnWidth:
      return type == Scalar::Bool;
    default:
      return false;
    }
  };
  for (const auto &[number, operand] : llvm::enumerate(operands)) {
    bool isAddend = rule == TypeRule::Bytes && number == 2;
    if (isAddend ? isInteger(operand->type) : !isWrong(operand))
      continue;
    auto report =
        diagnostics.report(DiagnosticId::WrongOperandType, operand->range,
                           expr.spelling.text, spellingOf(operand->type));
    if (expr.operation == Operation::Not && operand->type == Scalar::Bool)
      report.help("'!' negates a bool");
    return false;
  }
  return true;
}

/// A minus before a float literal makes a negative literal.
Expr *Checker::checkNegatedFloat(Expr *operand, SourceRange range) {
  auto text = floatTexts.find(operand);
  if (text == floatTexts.end())
    return nullptr;
  StringRef old = text->second;
  std::string negated =
      old.starts_with("-") ? old.drop_front().str() : ("-" + old).str();
  LiteralExpr *result =
      makeLiteral(Scalar::F32, rounded(negated, Scalar::F32).bits, range);
  floatTexts[result] = std::move(negated);
  return result;
}

static bool isIntegerLiteral(const syntax::Expr *expr) {
  auto *operation = llvm::dyn_cast<syntax::OperationExpr>(expr);
  if (operation && operation->operation == Operation::Neg)
    expr = operation->operands.front();
  return llvm::isa<syntax::IntegerExpr>(expr);
}

/// Two words whose bytes have the signs of their types; a literal has those of
/// the other one. Returns the type of what is summed.
Scalar Checker::convertWords(const syntax::OperationExpr &expr,
                             std::vector<Expr *> &words) {
  Scalar types[] = {promoted(words[0]->type), promoted(words[1]->type)};
  bool isLiteral[] = {isIntegerLiteral(expr.operands[0]),
                      isIntegerLiteral(expr.operands[1])};
  for (size_t i = 0; i < 2; ++i) {
    if (isLiteral[i] && !isLiteral[1 - i])
      types[i] = types[1 - i];
    words[i] = convert(words[i], types[i]);
  }
  bool isUnsigned = types[0] == Scalar::U32 && types[1] == Scalar::U32;
  return isUnsigned ? Scalar::U32 : Scalar::I32;
}

Expr *Checker::checkOperation(const syntax::OperationExpr &expr) {
  bool isNegation = expr.operation == Operation::Neg;
  if (isNegation)
    if (auto *integer =
            llvm::dyn_cast_or_null<syntax::IntegerExpr>(expr.operands.front()))
      return checkNegativeInteger(*integer, expr.range);
  std::vector<Expr *> operands;
  for (const syntax::Expr *operand : expr.operands)
    operands.push_back(check(operand));
  if (llvm::is_contained(operands, nullptr) ||
      !checkOperandKinds(expr, operands))
    return nullptr;
  if (isNegation)
    if (Expr *negated = checkNegatedFloat(operands.front(), expr.range))
      return negated;

  TypeRule rule = typeRuleOf(expr.operation);
  Scalar operandType = operands.front()->type;
  llvm::MutableArrayRef<Expr *> converted = operands;
  switch (rule) {
  case TypeRule::OwnWidth:
    if (isStorage(operandType))
      operandType = promoted(operandType);
    break;
  case TypeRule::OwnWidthInteger:
  case TypeRule::Shift:
  case TypeRule::Conversion:
    break;
  case TypeRule::Logical:
    operandType = Scalar::Bool;
    break;
  case TypeRule::Choice: {
    operands.front() = convert(operands.front(), Scalar::Bool);
    converted = converted.drop_front();
    bool bothBool =
        operands[1]->type == Scalar::Bool && operands[2]->type == Scalar::Bool;
    bool same = operands[1]->type == operands[2]->type &&
                isFlexible(operands[1]) == isFlexible(operands[2]);
    operandType =
        bothBool || same ? operands[1]->type : commonTypeOf(converted);
    break;
  }
  case TypeRule::Words:
    operandType = Scalar::U32;
    break;
  case TypeRule::Bytes:
    operandType = convertWords(expr, operands);
    converted = converted.drop_front(2);
    break;
  case TypeRule::IntegerOrBool:
    operandType =
        operands[0]->type == Scalar::Bool && operands[1]->type == Scalar::Bool
            ? Scalar::Bool
            : commonTypeOf(operands);
    break;
  case TypeRule::FloatOnly:
    operandType = commonTypeOf(operands);
    if (!isFloat(operandType))
      operandType = Scalar::F32;
    break;
  case TypeRule::Arithmetic:
  case TypeRule::IntegerOnly:
  case TypeRule::Comparison:
    operandType = commonTypeOf(operands);
    break;
  }
  for (Expr *&operand : converted)
    operand = convert(operand, operandType);

  bool isTest = rule == TypeRule::Comparison || rule == TypeRule::Logical;
  return program.make<OperationExpr>(expr.operation,
                                     isTest ? Scalar::Bool : operandType,
                                     std::move(operands), expr.range);
}
