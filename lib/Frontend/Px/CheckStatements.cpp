//===- CheckStatements.cpp - Statements, wherever they stand --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckNames.h"
#include "Constants.h"

using namespace aikernel::px;
using llvm::StringRef;

void Checker::checkBlock(const syntax::Block &block, Block &out) {
  ScopeGuard scope(*this);
  for (const syntax::Stmt *stmt : block)
    checkInto(stmt, out);
}

void Checker::checkInto(const syntax::Stmt *stmt, Block &out) {
  if (Stmt *checked = checkStmt(stmt, out))
    out.push_back(checked);
}

/// The typed form of a statement, if it has one; `out` gets what others become.
Stmt *Checker::checkStmt(const syntax::Stmt *stmt, Block &out) {
  using Kind = syntax::Stmt::Kind;
  switch (stmt->kind) {
  case Kind::Error:
    hasHoles = true;
    poison(llvm::cast<syntax::ErrorStmt>(stmt)->definedName, stmt->range);
    return nullptr;
  case Kind::Assign:
    return checkAssign(*llvm::cast<syntax::AssignStmt>(stmt));
  case Kind::Local:
    return checkLocal(*llvm::cast<syntax::LocalStmt>(stmt));
  case Kind::If:
    return checkIf(*llvm::cast<syntax::IfStmt>(stmt));
  case Kind::For:
    return checkFor(*llvm::cast<syntax::ForStmt>(stmt));
  case Kind::While:
    return checkWhile(*llvm::cast<syntax::WhileStmt>(stmt));
  case Kind::Word:
    return checkWord(*llvm::cast<syntax::WordStmt>(stmt));
  case Kind::Return:
    return checkReturn(*llvm::cast<syntax::ReturnStmt>(stmt));
  case Kind::Print:
    return checkPrint(*llvm::cast<syntax::PrintStmt>(stmt));
  case Kind::Assert:
    return checkAssert(*llvm::cast<syntax::AssertStmt>(stmt));
  case Kind::Wide:
    checkWide(*llvm::cast<syntax::WideStmt>(stmt), out);
    return nullptr;
  case Kind::Atomic:
    checkAtomic(*llvm::cast<syntax::AtomicStmt>(stmt), out);
    return nullptr;
  case Kind::Collective:
    checkCollective(*llvm::cast<syntax::CollectiveStmt>(stmt), out);
    return nullptr;
  case Kind::Argument:
    return checkArgument(*llvm::cast<syntax::ArgumentStmt>(stmt));
  case Kind::Alloc:
    return checkAlloc(*llvm::cast<syntax::AllocStmt>(stmt));
  case Kind::Free:
    return checkFree(*llvm::cast<syntax::FreeStmt>(stmt));
  case Kind::Fill:
    return checkFill(*llvm::cast<syntax::FillStmt>(stmt));
  case Kind::Copy:
    return checkCopy(*llvm::cast<syntax::CopyStmt>(stmt));
  case Kind::File:
    return checkFile(*llvm::cast<syntax::FileStmt>(stmt));
  case Kind::FileElements:
    checkFileElements(*llvm::cast<syntax::FileElementsStmt>(stmt), out);
    return nullptr;
  case Kind::Launch:
    return checkLaunch(*llvm::cast<syntax::LaunchStmt>(stmt));
  case Kind::Call:
    return checkCallStmt(*llvm::cast<syntax::CallStmt>(stmt));
  case Kind::Include:
    return nullptr; // its file's declarations stand beside this file's
  case Kind::Commands:
    return checkCommands(*llvm::cast<syntax::CommandsStmt>(stmt));
  case Kind::Submit:
    return checkSubmit(*llvm::cast<syntax::SubmitStmt>(stmt));
  case Kind::Select:
    return checkSelect(*llvm::cast<syntax::SelectStmt>(stmt));
  case Kind::ImageWrite:
  case Kind::ImageDefine:
  case Kind::ImageCall:
    return nullptr; // see checkImage
  }
  llvm_unreachable("unknown statement");
}

//===----------------------------------------------------------------------===//
// Places and values
//===----------------------------------------------------------------------===//

Stmt *Checker::checkAssign(const syntax::AssignStmt &stmt) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(stmt.value);
  Expr *value =
      call ? checkCallForValue(*call, /*isAlone=*/true) : check(stmt.value);
  if (!value) {
    poisonPlace(stmt.place);
    return nullptr;
  }
  bool defines;
  Expr *place = checkPlace(stmt.place, value->type, defines);
  if (!place)
    return nullptr;
  bool isVerb = stmt.value->range.begin == stmt.range.begin;
  value =
      convertChecked(value, place->type, stmt.form, isVerb ? &stmt : nullptr);
  if (!value)
    return nullptr;
  return program.make<AssignStmt>(place, value, defines, stmt.range);
}

/// Where a value of `type` goes. A name without a meaning gets one: a variable
/// of that type in the innermost scope.
Expr *Checker::checkPlace(const syntax::Expr *place, Scalar type,
                          bool &defines) {
  defines = false;
  if (auto *element = llvm::dyn_cast<syntax::ElementExpr>(place))
    return checkWrittenElement(*element);

  syntax::Name name = llvm::cast<syntax::VariableExpr>(place)->name;
  if (!find(name.text)) {
    defines = true;
    Variable *variable = makeVariable(name, type, Variable::Role::Local);
    define(name).variable = variable;
    return program.make<VariableExpr>(variable, name.range);
  }
  Symbol *symbol = lookUpScalar(name);
  if (!symbol)
    return nullptr;
  unread(name);
  if (symbol->array) {
    diagnostics.report(DiagnosticId::ArrayWithoutIndex, name.range, name.text)
        .note(NoteId::DefinedHere, symbol->range, name.text);
    return nullptr;
  }
  bool isLoop =
      symbol->variable && symbol->variable->role == Variable::Role::Loop;
  if (symbol->constant || isLoop) {
    diagnostics
        .report(DiagnosticId::ReadOnly, name.range,
                isLoop ? "loop variable" : "constant", name.text)
        .note(NoteId::DefinedHere, symbol->range, name.text);
    return nullptr;
  }
  return program.make<VariableExpr>(symbol->variable, name.range);
}

Expr *Checker::checkWrittenElement(const syntax::ElementExpr &place) {
  ElementExpr *element = checkElement(place, [](const Array &array) {
    return array.role != Array::Role::Table;
  });
  unread(place.array);
  return element && checkIsWritable(*element) ? element : nullptr;
}

/// Whether an element can be a place, which it is then.
bool Checker::checkIsWritable(const ElementExpr &element) {
  Array *array = element.array;
  if (isRecording) {
    diagnostics
        .report(DiagnosticId::MisplacedStatement, element.range,
                "writing an element", spellingOf(Verb::GpuCommands))
        .help("GPU_FILL and GPU_COPY can be recorded");
    return false;
  }
  if (array->role == Array::Role::Table) {
    diagnostics
        .report(DiagnosticId::ReadOnly, element.range, "table", array->name)
        .note(NoteId::DefinedHere, array->range, array->name);
    return false;
  }
  array->isReadOnly = false;
  return true;
}

bool Checker::checkLocalSize(const syntax::LocalStmt &stmt,
                             const Array &array) {
  int64_t limit = maximumLocalBytes / ((bitsOf(array.element) + 7) / 8);
  if (*elementCount(array) <= limit)
    return true;
  diagnostics.report(DiagnosticId::ArrayTooLarge, stmt.type.range,
                     stmt.name.text, limit);
  return false;
}

Stmt *Checker::checkLocal(const syntax::LocalStmt &stmt) {
  if (!checkNotDefined(stmt.name))
    return nullptr;
  if (!stmt.type.isArray) {
    Variable *variable =
        makeVariable(stmt.name, stmt.type.scalar, Variable::Role::Local);
    define(stmt.name).variable = variable;
    return program.make<AssignStmt>(
        program.make<VariableExpr>(variable, stmt.name.range),
        makeLiteral(stmt.type.scalar, 0, stmt.range), /*defines=*/true,
        stmt.range);
  }
  Array *array = makeArray(stmt.name, stmt.type.scalar, Array::Role::Local);
  if (!checkConstantSizes(stmt.name, stmt.type, array) ||
      !checkLocalSize(stmt, *array)) {
    define(stmt.name);
    return nullptr;
  }
  define(stmt.name).array = array;
  return program.make<LocalStmt>(array, stmt.range);
}

//===----------------------------------------------------------------------===//
// Control
//===----------------------------------------------------------------------===//

Stmt *Checker::checkIf(const syntax::IfStmt &stmt) {
  auto *result = program.make<IfStmt>(stmt.range);
  for (const syntax::IfStmt::Arm &source : stmt.arms) {
    IfStmt::Arm arm{checkCondition(source.condition), source.range, {}};
    checkBlock(source.body, arm.body);
    result->arms.push_back(std::move(arm));
  }
  checkBlock(stmt.orElse, result->orElse);
  return result;
}

/// The step in the type of the loop's variable.
Expr *Checker::checkStep(Expr *step, Scalar type) {
  if (evaluate(step) == 0) {
    diagnostics.report(DiagnosticId::StepZero, step->range);
  } else if (auto *literal = llvm::dyn_cast<LiteralExpr>(step)) {
    int64_t value = integerValue(*literal);
    bool isNegative = kindOf(step->type) == ScalarKind::Signed && value < 0;
    bool countsDown = isNegative && kindOf(type) == ScalarKind::Unsigned;
    if (countsDown || !fits(*literal, type))
      diagnostics.report(DiagnosticId::DoesNotFit, step->range,
                         integerText(*literal), spellingOf(type));
  }
  return convert(step, type);
}

/// A loop whose first number is behind its end; `writtenStep` has its own type
/// still.
void Checker::warnOfEmptyLoop(const ForStmt &loop, const Expr *writtenStep) {
  Scalar type = loop.variable->type;
  bool isSigned = kindOf(type) == ScalarKind::Signed;
  auto *minus = llvm::dyn_cast<OperationExpr>(writtenStep);
  if (!isSigned && minus && minus->operation == Operation::Neg) {
    diagnostics.report(DiagnosticId::EmptyLoop, writtenStep->range,
                       "an unsigned number cannot count down");
    return;
  }
  auto literalOf = [](const Expr *expr) {
    return llvm::dyn_cast<LiteralExpr>(expr);
  };
  const LiteralExpr *from = literalOf(loop.from), *to = literalOf(loop.to),
                    *step = literalOf(loop.step);
  if (!from || !to || !step || step->bits == 0)
    return;
  int64_t first = integerValue(*from), end = integerValue(*to);
  bool isUp = !isSigned || integerValue(*step) > 0;
  bool isBehind = isSigned ? (isUp ? first > end : first < end)
                           : uint64_t(first) > uint64_t(end);
  if (!isBehind)
    return;
  auto report = diagnostics.report(
      DiagnosticId::EmptyLoop,
      SourceRange{from->range.file, from->range.begin, to->range.end},
      "from " + integerText(*from) + " it does not count " +
          (isUp ? "up" : "down") + " to " + integerText(*to));
  if (isUp && isSigned && integerValue(*step) == 1 && writtenStep == loop.step)
    report.help("STEP -1 counts down");
}

void Checker::checkLoopBody(const syntax::Block &body, Block &out) {
  if (loopDepth++ == 0)
    ++outermostLoops;
  checkBlock(body, out);
  --loopDepth;
}

Stmt *Checker::checkFor(const syntax::ForStmt &stmt) {
  Expr *from = check(stmt.from);
  Expr *to = check(stmt.to);
  Expr *step =
      stmt.step ? check(stmt.step) : makeLiteral(Scalar::I32, 1, stmt.range);
  const Expr *writtenStep = step;
  ScopeGuard scope(*this);
  bool isKnown = from && to && step;
  for (Expr *expr : {from, to, step}) {
    if (!expr || isInteger(expr->type) || !isKnown)
      continue;
    diagnostics.report(DiagnosticId::NotAnInteger, expr->range,
                       "a bound of FOR", spellingOf(expr->type));
    isKnown = false;
  }
  Variable *variable = nullptr;
  bool isStepRight = false;
  if (isKnown) {
    Scalar type = commonTypeOf({from, to});
    variable = makeVariable(stmt.variable, type, Variable::Role::Loop);
    from = convert(from, type);
    to = convert(to, type);
    unsigned errorsBefore = diagnostics.errorCount();
    step = checkStep(step, type);
    isStepRight = diagnostics.errorCount() == errorsBefore;
  }
  if (!stmt.variable.text.empty())
    define(stmt.variable).variable = variable;
  auto *result = program.make<ForStmt>(variable, from, to, step, stmt.range);
  if (isStepRight)
    warnOfEmptyLoop(*result, writtenStep);
  checkLoopBody(stmt.body, result->body);
  return result;
}

Stmt *Checker::checkWhile(const syntax::WhileStmt &stmt) {
  auto *result =
      program.make<WhileStmt>(checkCondition(stmt.condition), stmt.range);
  checkLoopBody(stmt.body, result->body);
  return result;
}

Stmt *Checker::checkWord(const syntax::WordStmt &stmt) {
  bool isOfThreads = stmt.verb == Verb::SyncThreads ||
                     stmt.verb == Verb::SyncWarp || stmt.verb == Verb::Fence;
  if (isOfThreads)
    useThreads(spellingOf(stmt.verb), stmt.range);
  switch (stmt.verb) {
  case Verb::Break:
  case Verb::Continue:
    if (loopDepth == 0) {
      diagnostics.report(DiagnosticId::OutsideLoop, stmt.range,
                         spellingOf(stmt.verb));
      return nullptr;
    }
    if (stmt.verb == Verb::Break)
      return program.make<BreakStmt>(stmt.range);
    return program.make<ContinueStmt>(stmt.range);
  case Verb::SyncThreads:
    needAllThreads();
    return program.make<BarrierStmt>(BarrierStmt::Scope::Block, stmt.range);
  case Verb::SyncWarp:
    return program.make<BarrierStmt>(BarrierStmt::Scope::Warp, stmt.range);
  case Verb::Fence:
    return program.make<FenceStmt>(stmt.range);
  case Verb::GpuSync:
    return program.make<SyncStmt>(stmt.range);
  default:
    llvm_unreachable("not a statement of one word");
  }
}

Stmt *Checker::checkReturn(const syntax::ReturnStmt &stmt) {
  bool isKernel = unit == Unit::Kernel;
  if (isKernel || !currentFunction->function->result) {
    if (stmt.value) {
      diagnostics.report(DiagnosticId::ReturnTakesNoValue, stmt.value->range,
                         isKernel ? "a kernel" : "a function without a type");
      return nullptr;
    }
    return program.make<ReturnStmt>(nullptr, stmt.range);
  }
  if (!stmt.value) {
    diagnostics.report(DiagnosticId::ReturnNeedsValue, stmt.range);
    return nullptr;
  }
  Expr *value = checkAs(stmt.value, *currentFunction->function->result);
  return value ? program.make<ReturnStmt>(value, stmt.range) : nullptr;
}

Stmt *Checker::checkPrint(const syntax::PrintStmt &stmt) {
  auto *result = program.make<PrintStmt>(stmt.range);
  for (const syntax::PrintStmt::Item &item : stmt.items) {
    if (const TextArgument *text = textNamedBy(item.value)) {
      result->items.push_back({"", nullptr, text});
      continue;
    }
    Expr *value = item.value ? check(item.value) : nullptr;
    if (item.value && !value)
      return nullptr;
    if (value && isStorage(value->type))
      value = convert(value, promoted(value->type));
    result->items.push_back({item.text, value});
  }
  return result;
}

Stmt *Checker::checkAssert(const syntax::AssertStmt &stmt) {
  Expr *condition = checkCondition(stmt.condition);
  if (!condition)
    return nullptr;
  return program.make<AssertStmt>(condition, stmt.text, stmt.range);
}

//===----------------------------------------------------------------------===//
// Threads working together
//===----------------------------------------------------------------------===//

StringRef aikernel::px::nameOf(Array::Role role) {
  switch (role) {
  case Array::Role::Parameter:
    return "parameter";
  case Array::Role::Shared:
    return "shared array";
  case Array::Role::Local:
    return "local array";
  case Array::Role::Table:
    return "table";
  case Array::Role::HostBuffer:
    return "buffer";
  case Array::Role::Argument:
    return "array";
  }
  llvm_unreachable("unknown role");
}

/// Bits of floats have no meaning of their own, a bool is no number, and
/// storage is neither.
static bool hasAtomics(AtomicOp op, Scalar type) {
  if (op == AtomicOp::Exchange || op == AtomicOp::Cas)
    return true;
  bool isBitwise =
      op == AtomicOp::And || op == AtomicOp::Or || op == AtomicOp::Xor;
  return isBitwise ? !isFloat(type) : type != Scalar::Bool && !isStorage(type);
}

bool aikernel::px::allowsAtomics(Array::Role role) {
  return role == Array::Role::Parameter || role == Array::Role::Shared ||
         role == Array::Role::Argument;
}

bool Checker::checkAtomicType(const syntax::AtomicStmt &stmt,
                              const Array &array) {
  if (!hasAtomics(stmt.op, array.element)) {
    diagnostics.report(DiagnosticId::WrongOperandType, stmt.element->range,
                       stmt.word.text, spellingOf(array.element));
    return false;
  }
  if (allowsAtomics(array.role))
    return true;
  diagnostics
      .report(DiagnosticId::AtomicMemory, stmt.element->range, stmt.word.text,
              nameOf(array.role), array.name)
      .note(NoteId::DefinedHere, array.range, array.name);
  return false;
}

/// `computation` is the verb with its operands, which gives a `type`.
std::optional<Checker::Result> Checker::checkResult(const syntax::Stmt &stmt,
                                                    const syntax::Expr *place,
                                                    syntax::Name computation,
                                                    Scalar type, Form form) {
  Result result;
  result.place = checkPlace(place, type, result.defines);
  if (!result.place)
    return std::nullopt;
  if (result.place->type == type)
    return result;
  Variable *own = makeVariable(computation, type, Variable::Role::Local);
  Expr *value =
      convertChecked(program.make<VariableExpr>(own, computation.range),
                     result.place->type, form, &stmt);
  if (!value)
    return std::nullopt;
  result.conversion = program.make<AssignStmt>(result.place, value,
                                               /*defines=*/false, stmt.range);
  result.place = program.make<VariableExpr>(own, computation.range);
  result.defines = true;
  return result;
}

/// A verb with its operands, which end with `last`.
static syntax::Name computationOf(syntax::Name word, const syntax::Expr *last) {
  return {word.text, {word.range.file, word.range.begin, last->range.end}};
}

void Checker::checkAtomic(const syntax::AtomicStmt &stmt, Block &out) {
  ElementExpr *element = checkElement(*stmt.element, [&](const Array &array) {
    return hasAtomics(stmt.op, array.element) && allowsAtomics(array.role);
  });
  Expr *expected = stmt.expected ? check(stmt.expected) : nullptr;
  Expr *operand = check(stmt.operand);
  bool isWhole = element && operand && (expected || !stmt.expected);
  if (!isWhole || !checkAtomicType(stmt, *element->array))
    return poisonPlace(stmt.place);
  element->array->isReadOnly = false;
  if (element->array->role == Array::Role::Argument)
    atomicArguments.insert(element->array);
  useThreads(stmt.word.text, stmt.word.range);
  Form form = stmt.op == AtomicOp::Add ? Form::Version01 : Form::Version10;
  if (expected)
    expected = convertChecked(expected, element->type, form);
  operand = convertChecked(operand, element->type, form);
  std::optional<Result> result = Result();
  if (stmt.place)
    result =
        checkResult(stmt, stmt.place, computationOf(stmt.word, stmt.operand),
                    element->type, form);
  if (!result || !operand || (stmt.expected && !expected))
    return;
  out.push_back(program.make<AtomicStmt>(stmt.op, element, expected, operand,
                                         result->place, result->defines,
                                         stmt.range));
  if (result->conversion)
    out.push_back(result->conversion);
}

/// What a reduction or scan combines. A bool counts as a number where one is
/// asked for, and storage as what it holds.
Expr *Checker::checkReduced(const syntax::CollectiveStmt &stmt, Expr *value) {
  bool isBitwise = stmt.reduce == ReduceOp::And ||
                   stmt.reduce == ReduceOp::Or || stmt.reduce == ReduceOp::Xor;
  if (isBitwise && isFloat(value->type)) {
    diagnostics.report(DiagnosticId::WrongOperandType, value->range,
                       stmt.word.text + " " + spellingOf(stmt.reduce),
                       spellingOf(value->type));
    return nullptr;
  }
  bool isNumber =
      isBitwise || (value->type != Scalar::Bool && !isStorage(value->type));
  return isNumber ? value : convert(value, promoted(value->type));
}

/// A lane as an i32. What is no lane stays none, where the lower half of a
/// wider number may be one.
Expr *Checker::checkLane(const syntax::Expr *expr) {
  Expr *lane = checkInteger(expr, "a lane");
  if (!lane)
    return nullptr;
  if (bitsOf(lane->type) > 32 && !llvm::isa<LiteralExpr>(lane)) {
    std::vector<Expr *> bounded = {
        convert(lane, Scalar::U64),
        makeLiteral(Scalar::U64, INT32_MAX, lane->range)};
    lane = program.make<OperationExpr>(Operation::Min, Scalar::U64,
                                       std::move(bounded), lane->range);
  }
  return convertInteger(lane, Scalar::I32);
}

void Checker::checkCollective(const syntax::CollectiveStmt &stmt, Block &out) {
  bool isReduction = stmt.op <= CollectiveOp::BlockScan;
  bool isTest = stmt.op >= CollectiveOp::VoteAny;
  Expr *value = isTest ? checkCondition(stmt.value) : check(stmt.value);
  Expr *lane = stmt.lane ? checkLane(stmt.lane) : nullptr;
  if (isReduction && value)
    value = checkReduced(stmt, value);
  if (!value || (stmt.lane && !lane))
    return poisonPlace(stmt.place);
  useThreads(stmt.word.text, stmt.word.range);
  if (stmt.op == CollectiveOp::BlockReduce ||
      stmt.op == CollectiveOp::BlockScan)
    needAllThreads();
  Scalar type = stmt.op == CollectiveOp::Ballot ? Scalar::U64 : value->type;
  bool isVersion01 = stmt.op == CollectiveOp::WarpReduce ||
                     stmt.op == CollectiveOp::BlockReduce;
  syntax::Name computation =
      computationOf(stmt.word, stmt.lane ? stmt.lane : stmt.value);
  std::optional<Result> result =
      checkResult(stmt, stmt.place, computation, type,
                  isVersion01 ? Form::Version01 : Form::Version10);
  if (!result)
    return;
  out.push_back(program.make<CollectiveStmt>(stmt.op, stmt.reduce, value, lane,
                                             result->place, result->defines,
                                             stmt.range));
  if (result->conversion)
    out.push_back(result->conversion);
}
