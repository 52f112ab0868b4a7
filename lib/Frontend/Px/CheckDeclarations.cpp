//===- CheckDeclarations.cpp - Constants, functions, kernels --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckNames.h"
#include "Constants.h"
#include "Suggestions.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace aikernel::px;
using llvm::StringRef;

/// Sizes are multiplied and addressed in bytes; this keeps both far from
/// overflow, and tables in memory.
static constexpr int64_t maximumElements = int64_t(1) << 28;

void Checker::run(llvm::ArrayRef<Override> overrides) {
  ScopeGuard global(*this);
  declareFunctions();
  declareConstants(overrides);
  declareFunctionParameters();
  declareKernels();
  checkFunctions();
  // A tree with holes would make threads part where they do not.
  std::vector<const Kernel *> wholeKernels;
  for (auto &entry : kernels)
    if (checkKernel(*entry.second))
      wholeKernels.push_back(entry.second->kernel);
  checkUniformity(wholeKernels, program.functions,
                  options.allowDivergentBarriers, diagnostics, index.varying);
  checkCoalescing(wholeKernels, diagnostics);

  unit = Unit::Host;
  endedNames.clear();
  checkImage();
  checkBlock(file.host, program.host);
  checkEarlySubmits();
  checkUnusedFunctions();
}

Array *Checker::makeArray(const syntax::Name &name, Scalar element,
                          Array::Role role) {
  auto *array = program.make<Array>();
  array->name = name.text;
  array->element = element;
  array->role = role;
  array->range = name.range;
  return array;
}

Variable *Checker::makeVariable(const syntax::Name &name, Scalar type,
                                Variable::Role role) {
  return program.make<Variable>(Variable{name.text, type, role, name.range});
}

//===----------------------------------------------------------------------===//
// Constants and tables
//===----------------------------------------------------------------------===//

void Checker::declareConstants(llvm::ArrayRef<Override> overrides) {
  for (const syntax::Constant *constant : file.constants) {
    if (!checkNotDefined(constant->name))
      continue;
    if (constant->isTable) {
      declareTable(*constant);
      continue;
    }
    const Override *override = nullptr;
    for (const Override &candidate : overrides)
      if (candidate.name == constant->name.text)
        override = &candidate; // the last one counts
    declareConstant(*constant, override);
  }
  for (const Override &override : overrides) {
    bool isUsed = llvm::any_of(file.constants, [&](const auto *constant) {
      return !constant->isTable && constant->name.text == override.name;
    });
    if (!isUsed)
      reportUnknownDefine(override);
  }
}

void Checker::reportUnknownDefine(const Override &override) {
  auto report = diagnostics.report(DiagnosticId::UnknownDefine, override.range,
                                   override.name);
  std::vector<StringRef> constants, others;
  for (const syntax::Constant *constant : file.constants)
    (constant->isTable ? others : constants).push_back(constant->name.text);
  for (const syntax::Kernel *kernel : file.kernels)
    for (const syntax::Declaration &parameter : kernel->parameters)
      others.push_back(parameter.name.text);
  for (const syntax::Stmt *stmt : file.host)
    if (auto *argument = llvm::dyn_cast<syntax::ArgumentStmt>(stmt))
      others.push_back(argument->name.text);
  StringRef meant = nearest(override.name, constants);
  StringRef other = nearest(override.name, others);
  if (!meant.empty())
    report.help("write: -D " + meant + "=" + override.text);
  else if (!other.empty())
    report.help("'" + other + "' is a parameter, an ARG or a table, which -D " +
                "does not change");
}

/// A constant keeps the type of the value in the file, whatever -D gives it.
void Checker::declareConstant(const syntax::Constant &constant,
                              const Override *override) {
  Expr *value = check(constant.value);
  Expr *chosen = value;
  if (value && override)
    chosen = override->value ? checkAs(override->value, value->type) : nullptr;
  Symbol &symbol = define(constant.name);
  if (!chosen)
    return;
  std::optional<uint64_t> bits = evaluate(chosen);
  if (!bits) {
    diagnostics.report(DiagnosticId::NotConstant, chosen->range,
                       "the value of a constant");
    return;
  }
  symbol.constant = makeLiteral(chosen->type, *bits, constant.name.range);
  if (valueLiterals.contains(chosen))
    valueLiterals.insert(symbol.constant);
}

void Checker::declareTable(const syntax::Constant &constant) {
  Array *table =
      makeArray(constant.name, constant.type.scalar, Array::Role::Table);
  bool hasSizes = constant.isValid &&
                  checkConstantSizes(constant.name, constant.type, table);
  bool isWhole = hasSizes;
  for (const syntax::Expr *element : constant.elements)
    isWhole &= checkTableElement(element, table);
  Symbol &symbol = define(constant.name);
  if (!isWhole)
    return;
  size_t count = *elementCount(*table);
  if (table->table.size() != count) {
    diagnostics.report(DiagnosticId::WrongTableCount, constant.name.range,
                       table->name, table->table.size(), count);
    return;
  }
  table->isReadOnly = true;
  symbol.array = table;
  program.tables.push_back(table);
}

bool Checker::checkTableElement(const syntax::Expr *element, Array *table) {
  Expr *value = check(element);
  Expr *converted =
      value ? convertChecked(value, table->element, Form::Version10) : nullptr;
  if (!converted)
    return false;
  std::optional<uint64_t> bits = evaluate(converted);
  if (!bits)
    diagnostics.report(DiagnosticId::NotConstant, element->range,
                       "an element of a table");
  table->table.push_back(bits.value_or(0));
  return bits.has_value();
}

void Checker::reportMissingSize(const syntax::Name &name,
                                const syntax::Type &type) {
  diagnostics.report(DiagnosticId::MissingSize, type.range, name.text)
      .help(("the number of elements stands in brackets, as in " +
             spellingOf(type.scalar) + "[1024]")
                .str());
}

/// Sizes that are known at compile time.
bool Checker::checkConstantSizes(const syntax::Name &name,
                                 const syntax::Type &type, Array *array) {
  if (!type.isArray || type.sizes.empty()) {
    reportMissingSize(name, type);
    return false;
  }
  for (const syntax::Expr *syntax : type.sizes) {
    llvm::SaveAndRestore use(scalarUse, {.isConstant = true, .isSize = true});
    Expr *size = checkInteger(syntax, "a size", Scalar::I64);
    if (!size)
      return false;
    std::optional<uint64_t> value = evaluate(size);
    if (!value) {
      diagnostics.report(DiagnosticId::NotConstant, size->range,
                         "the size of this array");
      return false;
    }
    if (static_cast<int64_t>(*value) < 1) {
      diagnostics.report(DiagnosticId::SizeNotPositive, size->range, "a size",
                         static_cast<int64_t>(*value));
      return false;
    }
    array->sizes.push_back(makeLiteral(Scalar::I64, *value, size->range));
  }
  if (elementCount(*array))
    return true;
  diagnostics.report(DiagnosticId::ArrayTooLarge, type.range, name.text,
                     maximumElements);
  return false;
}

/// The product of constant sizes; none when it is too large.
std::optional<int64_t> Checker::elementCount(const Array &array) const {
  int64_t count = 1;
  for (const Expr *size : array.sizes) {
    int64_t value = integerValue(*llvm::cast<LiteralExpr>(size));
    if (value > maximumElements / count)
      return std::nullopt;
    count *= value;
  }
  return count;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

void Checker::declareFunctions() {
  for (const syntax::Function *syntax : file.functions) {
    if (syntax->name.text.empty())
      continue;
    auto info = std::make_unique<FunctionInfo>();
    info->syntax = syntax;
    info->isValid = syntax->isValid;
    info->function = program.make<Function>();
    info->function->name = syntax->name.text;
    info->function->range = syntax->name.range;
    index.addDefinition({.name = syntax->name.text.str(),
                         .definition = syntax->name.range,
                         .reach = IndexedName::Reach::Everywhere,
                         .unit = syntax->range,
                         .function = info->function});
    info->function->result = syntax->result;
    auto [entry, isNew] = functions.insert({syntax->name.text, nullptr});
    if (isNew) {
      entry->second = std::move(info);
      continue;
    }
    diagnostics
        .report(DiagnosticId::Redefinition, syntax->name.range,
                syntax->name.text)
        .note(NoteId::DefinedHere, entry->second->function->range,
              syntax->name.text);
  }
}

/// Calls need them before the functions are checked.
void Checker::declareFunctionParameters() {
  unit = Unit::Function;
  for (auto &entry : functions) {
    FunctionInfo &info = *entry.second;
    if (!info.isValid)
      continue;
    unitRange = info.syntax->range;
    llvm::SaveAndRestore declaring(isDeclaring, true);
    ScopeGuard scope(*this);
    info.isValid =
        declareParameters(info.syntax->parameters, info.function->parameters,
                          Array::Role::Argument);
  }
  endedNames.clear();
}

/// Whether the code of a loop can leave it.
static bool hasBreak(const syntax::Block &block) {
  return llvm::any_of(block, [](const syntax::Stmt *stmt) {
    if (auto *word = llvm::dyn_cast<syntax::WordStmt>(stmt))
      return word->verb == Verb::Break;
    auto *branch = llvm::dyn_cast<syntax::IfStmt>(stmt);
    return branch &&
           (hasBreak(branch->orElse) ||
            llvm::any_of(branch->arms, [](const syntax::IfStmt::Arm &arm) {
              return hasBreak(arm.body);
            }));
  });
}

/// WHILE TRUE: without BREAK.
static bool isEndless(const syntax::Stmt *stmt) {
  auto *loop = llvm::dyn_cast<syntax::WhileStmt>(stmt);
  auto *condition =
      loop ? llvm::dyn_cast_or_null<syntax::BoolExpr>(loop->condition)
           : nullptr;
  return condition && condition->value && !hasBreak(loop->body);
}

/// Whether every way through the block ends with RETURN, or nowhere.
static bool alwaysReturns(const syntax::Block &block) {
  for (const syntax::Stmt *stmt : block) {
    // What could not be parsed may have been the RETURN.
    if (llvm::isa<syntax::ReturnStmt, syntax::ErrorStmt>(stmt) ||
        isEndless(stmt))
      return true;
    auto *branch = llvm::dyn_cast<syntax::IfStmt>(stmt);
    if (branch && alwaysReturns(branch->orElse) &&
        llvm::all_of(branch->arms, [](const syntax::IfStmt::Arm &arm) {
          return alwaysReturns(arm.body);
        }))
      return true;
  }
  return false;
}

void Checker::checkFunctions() {
  unit = Unit::Function;
  for (auto &entry : functions) {
    FunctionInfo &info = *entry.second;
    if (!info.isValid)
      continue;
    llvm::SaveAndRestore current(currentFunction, &info);
    endedNames.clear();
    unitRange = info.syntax->range;
    ScopeGuard scope(*this);
    for (auto [parameter, syntax] :
         llvm::zip(info.function->parameters, info.syntax->parameters)) {
      Symbol &symbol = define(syntax.name);
      symbol.variable = parameter.variable;
      symbol.array = parameter.array;
    }
    for (const Parameter &parameter : info.function->parameters)
      if (parameter.array)
        readSizes(*parameter.array);
    checkBlock(info.syntax->body, info.function->body);
    if (info.function->result && !info.syntax->hasErrors &&
        !alwaysReturns(info.syntax->body))
      diagnostics.report(DiagnosticId::MissingReturn, info.function->range,
                         info.function->name);
  }
  for (auto &entry : functions)
    orderFunction(*entry.second);
}

/// Each call is replaced by the body of what it calls; these bound the depth
/// and the size of what comes of it.
static constexpr unsigned maximumCallLevels = 1024;
static constexpr uint64_t maximumCalls = 65536;

void Checker::FunctionInfo::addCall(FunctionInfo &callee, SourceRange range,
                                    unsigned levels) {
  Calls &known = calls.try_emplace(&callee, Calls{range}).first->second;
  ++known.count;
  known.levels = std::max(known.levels, levels);
}

/// Takes over what holds for its callees, which are finished.
void Checker::finishFunction(FunctionInfo &info) {
  info.visit = FunctionInfo::Visit::Done;
  for (auto &[callee, calls] : info.calls) {
    if (!info.deviceOnly)
      info.deviceOnly = callee->deviceOnly;
    info.function->needsAllThreads |= callee->function->needsAllThreads;
    info.isTooLarge |= callee->isTooLarge;
    info.levels = std::max(info.levels, calls.levels + callee->levels);
    info.callsInAll += calls.count * (callee->callsInAll + 1);
  }
  for (const ArrayPass &pass : info.passes)
    finishPass(pass);
  for (const NestedCall &call : info.nestedCalls)
    checkNestedCall(call);
  program.functions.push_back(info.function);
  if (info.isTooLarge)
    return; // reported for the callee
  if (info.levels > maximumCallLevels)
    diagnostics.report(DiagnosticId::NestingTooDeep, info.function->range,
                       "calls and blocks", maximumCallLevels);
  else if (info.callsInAll > maximumCalls)
    diagnostics.report(DiagnosticId::TooManyCalls, info.function->range,
                       info.function->name, info.callsInAll, maximumCalls);
  else
    return;
  info.isTooLarge = true;
}

/// Callees first, depth first; a call into what is still open is a recursion. A
/// chain of calls is as long as the file has functions, hence no recursion
/// here.
void Checker::orderFunction(FunctionInfo &root) {
  struct Frame {
    FunctionInfo *info;
    size_t nextCall = 0;
  };
  if (root.visit != FunctionInfo::Visit::Not)
    return;
  llvm::SmallVector<Frame> frames;
  frames.push_back({&root});
  root.visit = FunctionInfo::Visit::Open;
  while (!frames.empty()) {
    Frame &frame = frames.back();
    if (frame.nextCall == frame.info->calls.size()) {
      finishFunction(*frame.info);
      frames.pop_back();
      continue;
    }
    auto &[callee, calls] = frame.info->calls.begin()[frame.nextCall++];
    if (callee->visit == FunctionInfo::Visit::Open) {
      auto report =
          diagnostics.report(DiagnosticId::RecursiveFunction,
                             callee->function->range, callee->function->name);
      report.note(NoteId::CallsHere, calls.range, frame.info->function->name,
                  callee->function->name);
    } else if (callee->visit == FunctionInfo::Visit::Not) {
      callee->visit = FunctionInfo::Visit::Open;
      frames.push_back({callee});
    }
  }
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

void Checker::declareKernels() {
  for (const syntax::Kernel *syntax : file.kernels) {
    auto info = std::make_unique<KernelInfo>();
    info->syntax = syntax;
    Kernel *kernel = program.make<Kernel>();
    info->kernel = kernel;
    kernel->name = syntax->name.text;
    kernel->range = syntax->name.range;
    index.addDefinition({.name = syntax->name.text.str(),
                         .definition = syntax->name.range,
                         .reach = IndexedName::Reach::Everywhere,
                         .unit = syntax->range,
                         .kernel = kernel});
    for (const syntax::Name &hint : syntax->hints) {
      kernel->hints.push_back(hint.text);
      if (hint.text == syntax::wideWarpHint) {
        kernel->warp = 64;
        kernel->warpRange = hint.range;
      }
    }
    auto [entry, isNew] = kernels.insert({kernel->name, nullptr});
    if (isNew) {
      entry->second = std::move(info);
      program.kernels.push_back(kernel);
      continue;
    }
    if (kernel->name.empty())
      continue; // reported by the parser
    diagnostics.report(DiagnosticId::Redefinition, kernel->range, kernel->name)
        .note(NoteId::DefinedHere, entry->second->kernel->range, kernel->name);
  }
}

/// Scalars first: sizes may name integer parameters that come later. Whether
/// all are valid.
bool Checker::declareParameters(
    llvm::ArrayRef<syntax::Declaration> declarations,
    std::vector<Parameter> &parameters, Array::Role role) {
  bool areValid = true;
  std::vector<std::pair<Array *, const syntax::Type *>> arrays;
  for (const syntax::Declaration &declaration : declarations) {
    if (!checkNotDefined(declaration.name)) {
      areValid = false;
      continue;
    }
    Symbol &symbol = define(declaration.name);
    areValid &= declaration.isValid;
    if (!declaration.isValid)
      continue;
    Parameter parameter;
    if (declaration.type.isArray) {
      parameter.array =
          makeArray(declaration.name, declaration.type.scalar, role);
      parameter.array->isReadOnly = true; // until something writes to it
      symbol.array = parameter.array;
      arrays.push_back({parameter.array, &declaration.type});
    } else {
      parameter.variable = makeVariable(
          declaration.name, declaration.type.scalar, Variable::Role::Parameter);
      symbol.variable = parameter.variable;
    }
    parameters.push_back(parameter);
  }
  for (auto [array, type] : arrays)
    for (const syntax::Expr *size : type->sizes) {
      Expr *checked = checkParameterSize(size);
      if (!checked) {
        areValid = false;
        break;
      }
      array->sizes.push_back(checked);
    }
  return areValid;
}

/// What stands in a size but must not, or nothing.
std::optional<syntax::Name>
Checker::findWrongSizeName(const syntax::Expr *size) {
  if (auto *variable = llvm::dyn_cast<syntax::VariableExpr>(size)) {
    Symbol *symbol = find(variable->name.text);
    bool isWrong =
        symbol && symbol->variable && !isInteger(symbol->variable->type);
    return isWrong ? std::optional(variable->name) : std::nullopt;
  }
  if (auto *index = llvm::dyn_cast<syntax::IndexExpr>(size))
    return syntax::Name{spellingOf(index->which), index->range};
  if (auto *element = llvm::dyn_cast<syntax::ElementExpr>(size))
    return element->array;
  if (auto *call = llvm::dyn_cast<syntax::CallExpr>(size))
    return call->callee;
  if (auto *convert = llvm::dyn_cast<syntax::ConvertExpr>(size))
    return findWrongSizeName(convert->operand);
  if (auto *operation = llvm::dyn_cast<syntax::OperationExpr>(size))
    for (const syntax::Expr *operand : operation->operands)
      if (std::optional<syntax::Name> name = findWrongSizeName(operand))
        return name;
  return std::nullopt;
}

/// Sizes are computed by whoever knows the arguments, without running code.
Expr *Checker::checkParameterSize(const syntax::Expr *syntax) {
  if (std::optional<syntax::Name> name = findWrongSizeName(syntax)) {
    diagnostics.report(DiagnosticId::SizeName, name->range, name->text);
    return nullptr;
  }
  llvm::SaveAndRestore use(scalarUse, {.isSize = true});
  Expr *size = checkInteger(syntax, "a size", Scalar::I64);
  if (!size)
    return nullptr;
  std::optional<uint64_t> value = evaluate(size);
  if (!value)
    return size;
  if (static_cast<int64_t>(*value) >= 1)
    return makeLiteral(Scalar::I64, *value, size->range);
  diagnostics.report(DiagnosticId::SizeNotPositive, size->range, "a size",
                     static_cast<int64_t>(*value));
  return nullptr;
}

void Checker::declareShared(const syntax::Kernel &syntax, KernelInfo &info) {
  const Array *dynamic = nullptr;
  for (const syntax::Declaration &declaration : syntax.shared) {
    if (!checkNotDefined(declaration.name)) {
      info.isValid = false;
      continue;
    }
    define(declaration.name);
    if (!declaration.isValid)
      continue;
    Array *array = makeArray(declaration.name, declaration.type.scalar,
                             Array::Role::Shared);
    bool isDynamic = declaration.type.isArray && declaration.type.sizes.empty();
    if (isDynamic && dynamic)
      diagnostics
          .report(DiagnosticId::SecondDynamicShared, declaration.name.range)
          .note(NoteId::DefinedHere, dynamic->range, dynamic->name);
    if (isDynamic)
      dynamic = array;
    else if (!checkConstantSizes(declaration.name, declaration.type, array))
      continue;
    info.kernel->shared.push_back(array);
    find(declaration.name.text)->array = array;
  }
}

/// Whether the kernel is whole.
bool Checker::checkKernel(KernelInfo &info) {
  unit = Unit::Kernel;
  endedNames.clear();
  hasHoles = info.syntax->hasErrors;
  unsigned errorsBefore = diagnostics.errorCount();
  unitRange = info.syntax->range;
  ScopeGuard scope(*this);
  info.isValid &= declareParameters(
      info.syntax->parameters, info.kernel->parameters, Array::Role::Parameter);
  declareShared(*info.syntax, info);
  checkBlock(info.syntax->body, info.kernel->body);
  return !hasHoles && diagnostics.errorCount() == errorsBefore;
}
