//===- CheckCalls.cpp - Calls of functions --------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckNames.h"
#include "Constants.h"
#include "Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// What a function does with threads
//===----------------------------------------------------------------------===//

/// The function that is being checked has something of threads in it.
void Checker::useThreads(StringRef word, SourceRange range) {
  if (currentFunction && !currentFunction->deviceOnly)
    currentFunction->deviceOnly = syntax::Name{word, range};
}

void Checker::needAllThreads() {
  if (currentFunction)
    currentFunction->function->needsAllThreads = true;
}

/// Whether the function, and those that it calls, work here.
bool Checker::checkCallable(const FunctionInfo &info, SourceRange call) {
  if (unit != Unit::Host || !info.deviceOnly)
    return true;
  diagnostics
      .report(DiagnosticId::CallOnHost, call, info.function->name,
              info.deviceOnly->text)
      .note(NoteId::StandsHere, info.deviceOnly->range, info.deviceOnly->text);
  return false;
}

/// A call that waits inside of an expression could be skipped by some threads.
void Checker::checkNestedCall(const NestedCall &call) {
  if (call.callee->needsAllThreads)
    diagnostics
        .report(DiagnosticId::WaitsInExpression, call.range, call.callee->name)
        .note(NoteId::DefinedHere, call.callee->range, call.callee->name);
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

Expr *Checker::checkCallArgument(const syntax::Expr *argument,
                                 const Parameter &parameter,
                                 FunctionInfo &callee) {
  if (parameter.array)
    return checkArrayArgument(argument, parameter.array, callee);
  return checkAs(argument, parameter.variable->type);
}

static std::string arrayOf(Scalar element) {
  return ("an array of " + spellingOf(element)).str();
}

/// The name of an array, which the function works on itself.
Expr *Checker::checkArrayArgument(const syntax::Expr *argument,
                                  Array *parameter, FunctionInfo &callee) {
  const Function &function = *callee.function;
  auto *name = llvm::dyn_cast<syntax::VariableExpr>(argument);
  if (!name) {
    if (Expr *value = check(argument))
      diagnostics.report(DiagnosticId::WrongArray, value->range,
                         parameter->name, function.name,
                         arrayOf(parameter->element), withArticle(value->type));
    return nullptr;
  }
  Array *given = lookUpArray(name->name, [&](const Array &candidate) {
    return candidate.element == parameter->element && isAccessible(candidate);
  });
  if (!given || !checkHostAccess(*given, argument->range))
    return nullptr;
  if (given->element != parameter->element) {
    diagnostics
        .report(DiagnosticId::WrongArray, argument->range, parameter->name,
                function.name, arrayOf(parameter->element),
                arrayOf(given->element))
        .note(NoteId::DefinedHere, given->range, given->name);
    return nullptr;
  }
  if (!checkArrayFits(*given, *parameter, function, argument->range))
    return nullptr;
  ArrayPass pass{given, parameter, &function, argument->range};
  if (currentFunction)
    currentFunction->passes.push_back(pass);
  else
    finishPass(pass);
  return program.make<ArrayExpr>(given, argument->range);
}

/// The number of elements, where all sizes are constants.
static std::optional<int64_t> constantCount(const Array &array) {
  int64_t count = 1;
  for (const Expr *size : array.sizes) {
    auto *literal = llvm::dyn_cast_or_null<LiteralExpr>(size);
    if (!literal)
      return std::nullopt;
    count *= integerValue(*literal);
  }
  return array.sizes.empty() ? std::nullopt : std::optional(count);
}

bool Checker::checkArrayFits(const Array &given, const Array &parameter,
                             const Function &callee, SourceRange range) {
  std::optional<int64_t> has = constantCount(given);
  std::optional<int64_t> needs = constantCount(parameter);
  if (!has || !needs || *has >= *needs)
    return true;
  diagnostics
      .report(DiagnosticId::ArrayTooSmall, range, parameter.name, callee.name,
              *needs, given.name, *has)
      .note(NoteId::DefinedHere, given.range, given.name);
  return false;
}

/// What the callee, which is finished, does with an array happens to the one
/// that is given.
void Checker::finishPass(const ArrayPass &pass) {
  Array &given = *pass.given;
  bool isTable = given.role == Array::Role::Table;
  bool isAtomic = atomicArguments.contains(pass.parameter);
  if (isTable && !pass.parameter->isReadOnly)
    diagnostics.report(DiagnosticId::ReadOnly, pass.range, "table", given.name)
        .note(NoteId::DefinedHere, pass.parameter->range, pass.parameter->name);
  else if (isAtomic && !allowsAtomics(given.role))
    diagnostics
        .report(DiagnosticId::AtomicMemory, pass.range,
                "an atomic of '" + pass.callee->name + "'", nameOf(given.role),
                given.name)
        .note(NoteId::DefinedHere, given.range, given.name);
  if (!pass.parameter->isReadOnly)
    given.isReadOnly = false;
  if (isAtomic && given.role == Array::Role::Argument)
    atomicArguments.insert(&given);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The arguments of a call that is wrong anyway: whether they are right.
bool Checker::checkUnusedArguments(const syntax::CallExpr &expr) {
  bool areRight = true;
  for (const syntax::Expr *argument : expr.arguments) {
    auto *name = llvm::dyn_cast<syntax::VariableExpr>(argument);
    Symbol *symbol = name ? find(name->name.text) : nullptr;
    if (!symbol || !symbol->array)
      areRight &= check(argument) != nullptr;
  }
  return areRight;
}

std::string Checker::namesOf(llvm::ArrayRef<Parameter> parameters) {
  if (parameters.empty())
    return "it has no parameters";
  std::string names = "its parameters are ";
  llvm::ListSeparator comma;
  for (const Parameter &parameter : parameters)
    names += (llvm::StringRef(comma) + parameter.name()).str();
  return names;
}

void Checker::reportArgumentCount(const syntax::CallExpr &expr,
                                  const Function &callee) {
  diagnostics
      .report(DiagnosticId::WrongOperandCount, expr.range,
              "function '" + callee.name + "'",
              counted(callee.parameters.size(), "argument", "arguments"),
              expr.arguments.size())
      .note(NoteId::DefinedHere, callee.range, callee.name)
      .help(namesOf(callee.parameters));
}

/// `isAlone` says that its statement evaluates nothing else.
CallExpr *Checker::checkCall(const syntax::CallExpr &expr, bool isAlone) {
  FunctionInfo *info = lookUpFunction(expr.callee);
  hasHoles |= info && !info->isValid;
  bool isKnown = info && info->isValid;
  bool fits =
      isKnown && expr.arguments.size() == info->function->parameters.size();
  if (!fits) {
    if (checkUnusedArguments(expr) && isKnown)
      reportArgumentCount(expr, *info->function);
    return nullptr;
  }
  Function *callee = info->function;
  std::vector<Expr *> arguments;
  for (auto [argument, parameter] :
       llvm::zip(expr.arguments, callee->parameters))
    arguments.push_back(checkCallArgument(argument, parameter, *info));
  if (llvm::is_contained(arguments, nullptr))
    return nullptr;
  NestedCall nested{callee, expr.range};
  if (currentFunction) {
    currentFunction->addCall(*info, expr.range, blocksAround());
    if (!isAlone)
      currentFunction->nestedCalls.push_back(nested);
  } else if (!isAlone) {
    checkNestedCall(nested);
  }
  if (!checkCallable(*info, expr.range))
    return nullptr;
  return program.make<CallExpr>(callee, callee->result.value_or(Scalar::Bool),
                                std::move(arguments), expr.range);
}

Expr *Checker::checkCallForValue(const syntax::CallExpr &expr, bool isAlone) {
  CallExpr *call = checkCall(expr, isAlone);
  if (!call || call->callee->result)
    return call;
  diagnostics.report(DiagnosticId::NoResult, expr.range, call->callee->name)
      .note(NoteId::DefinedHere, call->callee->range, call->callee->name);
  return nullptr;
}

Stmt *Checker::checkCallStmt(const syntax::CallStmt &stmt) {
  CallExpr *call = checkCall(*stmt.call, /*isAlone=*/true);
  return call ? program.make<CallStmt>(call, stmt.range) : nullptr;
}
