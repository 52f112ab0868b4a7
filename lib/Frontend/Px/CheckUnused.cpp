//===- CheckUnused.cpp - Names that nothing needs -------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A name is looked at when its scope ends. Constants and functions of a file
// without a host program may be for others that include it; those of a file
// with one cannot be.
//
//===----------------------------------------------------------------------===//

#include "Check.h"

using namespace aikernel::px;
using llvm::StringRef;

static constexpr StringRef meantToBeUnused =
    "a name that begins with _ may be unused";

static bool isMeantToBeUnused(StringRef name) { return name.starts_with("_"); }

void Checker::unread(syntax::Name name) {
  Symbol *symbol = find(name.text);
  if (symbol && symbol->reads > 0)
    --symbol->reads;
}

/// The variables that the sizes of an array name are needed for it.
void Checker::readSizes(const Array &array) {
  for (const Expr *size : array.sizes)
    readVariables(size);
}

void Checker::readVariables(const Expr *expr) {
  if (auto *variable = llvm::dyn_cast_or_null<VariableExpr>(expr)) {
    if (Symbol *symbol = find(variable->variable->name))
      ++symbol->reads;
  } else if (auto *operation = llvm::dyn_cast_or_null<OperationExpr>(expr)) {
    for (const Expr *operand : operation->operands)
      readVariables(operand);
  }
}

void Checker::checkUnusedArray(const Array &array) {
  switch (array.role) {
  case Array::Role::Parameter:
  case Array::Role::Argument:
    if (array.isReadOnly)
      diagnostics.report(DiagnosticId::UnusedParameter, array.range, array.name)
          .help(meantToBeUnused);
    return;
  case Array::Role::Table:
    if (!program.host.empty() && !diagnostics.isIncluded(array.range))
      diagnostics
          .report(DiagnosticId::UnusedConstant, array.range, "table",
                  array.name)
          .help(meantToBeUnused);
    return;
  case Array::Role::Shared:
  case Array::Role::Local:
  case Array::Role::HostBuffer:
    diagnostics
        .report(DiagnosticId::UnusedArray, array.range, nameOf(array.role),
                array.name)
        .help(meantToBeUnused);
    return;
  }
  llvm_unreachable("unknown role");
}

/// A name whose scope ends.
void Checker::checkUnused(const Symbol &symbol, StringRef name) {
  // What would have used it may be what is wrong.
  if (symbol.reads > 0 || isDeclaring || isMeantToBeUnused(name) ||
      diagnostics.hasErrors())
    return;
  if (symbol.array)
    return checkUnusedArray(*symbol.array);
  if (symbol.constant) {
    if (!program.host.empty() && !diagnostics.isIncluded(symbol.range))
      diagnostics
          .report(DiagnosticId::UnusedConstant, symbol.range, "constant", name)
          .help(meantToBeUnused);
    return;
  }
  auto role = Variable::Role::HostArgument;
  if (symbol.variable)
    role = symbol.variable->role;
  else if (!symbol.text)
    return;
  if (role == Variable::Role::Parameter)
    diagnostics.report(DiagnosticId::UnusedParameter, symbol.range, name)
        .help(meantToBeUnused);
  else if (role != Variable::Role::Loop) // which counts how often
    diagnostics
        .report(DiagnosticId::UnusedVariable, symbol.range,
                role == Variable::Role::Local ? "variable" : "ARG", name)
        .help(meantToBeUnused);
}

void Checker::checkUnusedFunctions() {
  if (program.host.empty() || diagnostics.hasErrors())
    return;
  for (const auto &[name, info] : functions)
    if (!info->isCalled && !isMeantToBeUnused(name) &&
        !diagnostics.isIncluded(info->syntax->name.range))
      diagnostics
          .report(DiagnosticId::UnusedFunction, info->syntax->name.range, name)
          .help(meantToBeUnused);
}
