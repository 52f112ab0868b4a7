//===- Uniformity.cpp - Where the threads of a block can part -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// SYNC_THREADS and the collectives of a block need all its threads. This walks
// a kernel along its structure and keeps, for every point, which variables can
// differ between the threads of a block and which shared arrays have been
// written since the last barrier. Loops repeat until nothing new is found.
//
// A function that waits for all threads is walked at each of its calls, as if
// it stood there; of the others it is known whether they depend on the thread
// and which of their arrays they write to.
//
// What threads do after some of them have left (by RETURN, BREAK or CONTINUE)
// is as divergent as what stands under a divergent condition.
//
// The same is done for the threads of a warp, to warn of shuffles and barriers
// of the warp that only some of them reach. There, what a quotient by a
// multiple of 32 gives counts as the same for all.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace aikernel::px;

namespace {

/// Why threads can part: the condition that only some of them take.
using Reason = std::optional<SourceRange>;

struct State {
  /// Variables and per-thread arrays whose value can differ.
  llvm::DenseSet<const void *> divergent;
  /// Shared arrays with writes that no barrier has followed.
  llvm::DenseSet<const Array *> unsynchronized;
  /// Threads that have left: the kernel, the loop, the loop's iteration.
  Reason returned, broken, continued;

  bool join(const State &other) {
    size_t before = divergent.size() + unsynchronized.size() +
                    returned.has_value() + broken.has_value() +
                    continued.has_value();
    divergent.insert(other.divergent.begin(), other.divergent.end());
    unsynchronized.insert(other.unsynchronized.begin(),
                          other.unsynchronized.end());
    for (auto [mine, theirs] : {std::pair(&returned, &other.returned),
                                std::pair(&broken, &other.broken),
                                std::pair(&continued, &other.continued)})
      if (!*mine)
        *mine = *theirs;
    return before != divergent.size() + unsynchronized.size() +
                         returned.has_value() + broken.has_value() +
                         continued.has_value();
  }
};

/// Whose threads are compared with each other.
enum class Group : uint8_t { Block, Warp };

class UniformityChecker {
public:
  UniformityChecker(llvm::ArrayRef<Function *> calleesFirst, Group group,
                    bool allowsDivergentBarriers, DiagnosticEngine &diagnostics,
                    llvm::DenseSet<const Variable *> &varying)
      : group(group), allowsDivergentBarriers(allowsDivergentBarriers),
        diagnostics(diagnostics), varying(varying) {
    for (const Function *function : calleesFirst)
      if (usesThreads(function->body))
        divergentFunctions.insert(function);
  }

  void run(const Kernel &kernel) {
    state = State();
    heads.clear();
    walk(kernel.body);
  }

private:
  // Expressions.
  const Expr *divergentPart(const Expr *expr);
  const Expr *divergentElement(const ElementExpr &element);
  bool isDivergent(const CallExpr &call);
  bool mayDiffer(const Array *array);
  bool usesThreads(const Block &block);
  bool usesThreads(const Stmt *stmt);
  bool usesThreads(const Expr *expr);

  // Statements.
  void walk(const Block &block);
  void walk(const Stmt *stmt);
  void walkIf(const IfStmt &stmt);
  void walkFor(const ForStmt &stmt);
  template <typename Enter>
  void walkLoop(const Block &body, Enter enter);
  void walkCollective(const CollectiveStmt &stmt);
  void walkEffects(const Expr *expr);
  void walkEffects(const CallExpr &call);
  bool walkWaitingCall(const CallExpr &call);
  const CallExpr *waitingCall(const Expr *expr) const;
  void write(const Expr *place, bool isDivergent);
  void requireAllThreads(const Stmt &stmt, llvm::StringRef what);
  void makeDivergent(const Variable *variable) {
    state.divergent.insert(variable);
    varying.insert(variable);
  }
  void wantWholeWarp(const Stmt &stmt, llvm::StringRef what);
  bool isUniform(IndexExpr::Which which) const;
  void synchronize() { state.unsynchronized.clear(); }

  /// Why the current statement is not reached by all threads.
  Reason parting() const {
    for (Reason reason :
         {condition, state.returned, state.broken, state.continued})
      if (reason)
        return reason;
    return std::nullopt;
  }

  /// The array that a function's parameter stands for now.
  const Array *resolve(const Array *array) const {
    while (const Array *next = given.lookup(array))
      array = next;
    return array;
  }

  const Group group;
  const bool allowsDivergentBarriers;
  DiagnosticEngine &diagnostics;
  llvm::DenseSet<const Variable *> &varying; ///< at any time
  State state;
  Reason condition;
  unsigned silent = 0; ///< in the passes over a loop that only find its state
  llvm::DenseSet<const Function *> divergentFunctions;
  llvm::DenseMap<const Array *, const Array *> given;
  /// The calls that are being walked, innermost last.
  llvm::SmallVector<const CallExpr *> calls;
  bool resultDiffers = false; ///< of the innermost of them
  /// What was found at the head of a loop the last time. What comes into a loop
  /// only grows while the loops around it repeat, so that each of them can go
  /// on from there; without this, nested loops would take exponential time.
  llvm::DenseMap<const Block *, State> heads;
};

} // namespace

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

bool UniformityChecker::isUniform(IndexExpr::Which which) const {
  using enum IndexExpr::Which;
  return which == BlockId || which == BlockSize || which == GridSize ||
         which == WarpSize || (which == WarpId && group == Group::Warp);
}

/// What is the same for consecutive threads, by its form.
static bool isNumberOfWarp(const OperationExpr &operation) {
  if (operation.operands.size() != 2)
    return false;
  const Expr *right = operation.operands[1];
  auto *index = llvm::dyn_cast<IndexExpr>(right);
  auto *literal = llvm::dyn_cast<LiteralExpr>(right);
  if (operation.operation == Operation::Div)
    return (index && index->which == IndexExpr::Which::WarpSize) ||
           (literal && isInteger(literal->type) && literal->bits != 0 &&
            literal->bits % 32 == 0);
  return operation.operation == Operation::Shr && literal && literal->bits >= 5;
}

/// A part of the expression that differs between threads, or null.
const Expr *UniformityChecker::divergentPart(const Expr *expr) {
  auto firstDivergent = [&](const std::vector<Expr *> &parts) -> const Expr * {
    for (const Expr *part : parts)
      if (const Expr *found = divergentPart(part))
        return found;
    return nullptr;
  };
  switch (expr->kind) {
  case Expr::Kind::Literal:
    return nullptr;
  case Expr::Kind::Variable: {
    const Variable *variable = llvm::cast<VariableExpr>(expr)->variable;
    return state.divergent.contains(variable) ? expr : nullptr;
  }
  case Expr::Kind::Index: {
    return isUniform(llvm::cast<IndexExpr>(expr)->which) ? nullptr : expr;
  }
  case Expr::Kind::Element:
    return divergentElement(*llvm::cast<ElementExpr>(expr));
  case Expr::Kind::Operation:
    if (group == Group::Warp &&
        isNumberOfWarp(*llvm::cast<OperationExpr>(expr)))
      return nullptr;
    return firstDivergent(llvm::cast<OperationExpr>(expr)->operands);
  case Expr::Kind::Call:
    return isDivergent(*llvm::cast<CallExpr>(expr)) ? expr : nullptr;
  case Expr::Kind::Array:
    return mayDiffer(llvm::cast<ArrayExpr>(expr)->array) ? expr : nullptr;
  }
  llvm_unreachable("unknown expression");
}

const Expr *UniformityChecker::divergentElement(const ElementExpr &element) {
  for (const Expr *index : element.indices)
    if (divergentPart(index))
      return &element;
  return mayDiffer(element.array) ? &element : nullptr;
}

/// Whether one element of the array may have several values: for several
/// threads, or because another thread may be writing to it.
bool UniformityChecker::mayDiffer(const Array *array) {
  array = resolve(array);
  switch (array->role) {
  case Array::Role::Table:
    return false;
  case Array::Role::Parameter:
  case Array::Role::HostBuffer:
    return !array->isReadOnly;
  case Array::Role::Shared:
    return state.unsynchronized.contains(array);
  case Array::Role::Local:
    return state.divergent.contains(array);
  case Array::Role::Argument: // of a function that is looked at by itself
    return false;
  }
  llvm_unreachable("unknown role");
}

/// Whether the threads of a block may get different results.
bool UniformityChecker::isDivergent(const CallExpr &call) {
  return divergentFunctions.contains(call.callee) ||
         llvm::any_of(call.arguments, [&](const Expr *argument) {
           return divergentPart(argument) != nullptr;
         });
}

/// A function sees its arguments and tables; apart from them its result depends
/// on the thread only through the built-ins, atomics and collectives.
bool UniformityChecker::usesThreads(const Block &block) {
  return llvm::any_of(block,
                      [&](const Stmt *stmt) { return usesThreads(stmt); });
}

bool UniformityChecker::usesThreads(const Stmt *stmt) {
  if (auto *assign = llvm::dyn_cast<AssignStmt>(stmt))
    return usesThreads(assign->value) || usesThreads(assign->place);
  if (auto *wide = llvm::dyn_cast<WideStmt>(stmt))
    return llvm::any_of(wide->operands,
                        [&](const Expr *e) { return usesThreads(e); }) ||
           llvm::any_of(wide->results, [&](const WideStmt::Result &result) {
             return usesThreads(result.place);
           });
  if (auto *branch = llvm::dyn_cast<IfStmt>(stmt))
    return usesThreads(branch->orElse) ||
           llvm::any_of(branch->arms, [&](const IfStmt::Arm &arm) {
             return usesThreads(arm.condition) || usesThreads(arm.body);
           });
  if (auto *loop = llvm::dyn_cast<ForStmt>(stmt))
    return usesThreads(loop->from) || usesThreads(loop->to) ||
           usesThreads(loop->step) || usesThreads(loop->body);
  if (auto *loop = llvm::dyn_cast<WhileStmt>(stmt))
    return usesThreads(loop->condition) || usesThreads(loop->body);
  if (auto *result = llvm::dyn_cast<ReturnStmt>(stmt))
    return usesThreads(result->value);
  if (auto *call = llvm::dyn_cast<CallStmt>(stmt))
    return usesThreads(call->call);
  return llvm::isa<AtomicStmt, CollectiveStmt>(stmt);
}

bool UniformityChecker::usesThreads(const Expr *expr) {
  if (auto *element = llvm::dyn_cast_or_null<ElementExpr>(expr))
    return llvm::any_of(element->indices,
                        [&](const Expr *e) { return usesThreads(e); });
  if (auto *operation = llvm::dyn_cast_or_null<OperationExpr>(expr))
    return llvm::any_of(operation->operands,
                        [&](const Expr *e) { return usesThreads(e); });
  if (auto *call = llvm::dyn_cast_or_null<CallExpr>(expr))
    return divergentFunctions.contains(call->callee) ||
           llvm::any_of(call->arguments,
                        [&](const Expr *e) { return usesThreads(e); });
  // After an error a function may have holes.
  return llvm::isa_and_nonnull<IndexExpr>(expr) && divergentPart(expr);
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void UniformityChecker::walk(const Block &block) {
  for (const Stmt *stmt : block)
    walk(stmt);
}

void UniformityChecker::walk(const Stmt *stmt) {
  switch (stmt->kind) {
  case Stmt::Kind::Assign: {
    auto *assign = llvm::cast<AssignStmt>(stmt);
    walkEffects(assign->place);
    if (const CallExpr *call = waitingCall(assign->value))
      return write(assign->place, walkWaitingCall(*call));
    walkEffects(assign->value);
    write(assign->place, divergentPart(assign->value));
    return;
  }
  case Stmt::Kind::Call: {
    auto *call = llvm::cast<CallStmt>(stmt)->call;
    if (waitingCall(call))
      walkWaitingCall(*call);
    else
      walkEffects(call);
    return;
  }
  case Stmt::Kind::Wide: {
    auto *wide = llvm::cast<WideStmt>(stmt);
    for (const Expr *operand : wide->operands)
      walkEffects(operand);
    for (const WideStmt::Result &result : wide->results)
      walkEffects(result.place);
    bool isDivergent = llvm::any_of(
        wide->operands, [&](const Expr *e) { return divergentPart(e); });
    for (const WideStmt::Result &result : wide->results)
      write(result.place, isDivergent);
    return;
  }
  case Stmt::Kind::If:
    return walkIf(*llvm::cast<IfStmt>(stmt));
  case Stmt::Kind::For:
    return walkFor(*llvm::cast<ForStmt>(stmt));
  case Stmt::Kind::While: {
    auto *loop = llvm::cast<WhileStmt>(stmt);
    return walkLoop(loop->body, [&] {
      walkEffects(loop->condition);
      return divergentPart(loop->condition);
    });
  }
  case Stmt::Kind::Break:
    if (!state.broken)
      state.broken = parting();
    return;
  case Stmt::Kind::Continue:
    if (!state.continued)
      state.continued = parting();
    return;
  case Stmt::Kind::Return:
    if (const Expr *value = llvm::cast<ReturnStmt>(stmt)->value) {
      walkEffects(value);
      resultDiffers |= divergentPart(value) || parting();
    }
    if (!state.returned)
      state.returned = parting();
    return;
  case Stmt::Kind::Barrier:
    if (llvm::cast<BarrierStmt>(stmt)->scope == BarrierStmt::Scope::Block) {
      requireAllThreads(*stmt, "SYNC_THREADS");
      synchronize();
    } else {
      wantWholeWarp(*stmt, "SYNC_WARP");
    }
    return;
  case Stmt::Kind::Atomic: {
    auto *atomic = llvm::cast<AtomicStmt>(stmt);
    for (const Expr *operand : {atomic->expected, atomic->operand})
      walkEffects(operand);
    write(atomic->place, true);
    if (atomic->result)
      write(atomic->result, true);
    return;
  }
  case Stmt::Kind::Collective:
    return walkCollective(*llvm::cast<CollectiveStmt>(stmt));
  case Stmt::Kind::Local:
    state.divergent.erase(llvm::cast<LocalStmt>(stmt)->array);
    return;
  default:
    return;
  }
}

void UniformityChecker::write(const Expr *place, bool isDivergent) {
  isDivergent |= parting().has_value();
  if (auto *variable = llvm::dyn_cast<VariableExpr>(place)) {
    if (isDivergent)
      makeDivergent(variable->variable);
    else
      state.divergent.erase(variable->variable);
    return;
  }
  auto *element = llvm::cast<ElementExpr>(place);
  const Array *array = resolve(element->array);
  if (array->role == Array::Role::Shared)
    state.unsynchronized.insert(array);
  for (const Expr *index : element->indices)
    isDivergent |= divergentPart(index) != nullptr;
  if (array->role == Array::Role::Local && isDivergent)
    state.divergent.insert(array);
}

/// What the calls in an expression do to the arrays that they are given.
void UniformityChecker::walkEffects(const Expr *expr) {
  if (auto *element = llvm::dyn_cast_or_null<ElementExpr>(expr))
    for (const Expr *index : element->indices)
      walkEffects(index);
  if (auto *operation = llvm::dyn_cast_or_null<OperationExpr>(expr))
    for (const Expr *operand : operation->operands)
      walkEffects(operand);
  if (auto *call = llvm::dyn_cast_or_null<CallExpr>(expr)) {
    for (const Expr *argument : call->arguments)
      walkEffects(argument);
    walkEffects(*call);
  }
}

void UniformityChecker::walkEffects(const CallExpr &call) {
  bool differs = isDivergent(call) || parting();
  for (auto [parameter, argument] :
       llvm::zip(call.callee->parameters, call.arguments)) {
    if (!parameter.array || parameter.array->isReadOnly)
      continue;
    const Array *array = resolve(llvm::cast<ArrayExpr>(argument)->array);
    if (array->role == Array::Role::Shared)
      state.unsynchronized.insert(array);
    else if (array->role == Array::Role::Local && differs)
      state.divergent.insert(array);
  }
}

/// The call that all threads must make, if the value is its, as it is or
/// converted.
const CallExpr *UniformityChecker::waitingCall(const Expr *expr) const {
  auto *operation = llvm::dyn_cast<OperationExpr>(expr);
  if (operation && operation->operation == Operation::Cast)
    expr = operation->operands.front();
  auto *call = llvm::dyn_cast<CallExpr>(expr);
  return call && call->callee->needsAllThreads ? call : nullptr;
}

/// Gives whether the result can differ.
bool UniformityChecker::walkWaitingCall(const CallExpr &call) {
  llvm::SaveAndRestore<Reason> inside(condition, parting());
  for (auto [parameter, argument] :
       llvm::zip(call.callee->parameters, call.arguments)) {
    walkEffects(argument);
    if (parameter.array)
      given[parameter.array] = resolve(llvm::cast<ArrayExpr>(argument)->array);
    else if (divergentPart(argument) || condition)
      makeDivergent(parameter.variable);
    else
      state.divergent.erase(parameter.variable);
  }
  Reason returned = std::exchange(state.returned, std::nullopt);
  Reason broken = std::exchange(state.broken, std::nullopt);
  Reason continued = std::exchange(state.continued, std::nullopt);
  llvm::SaveAndRestore ownHeads(heads, decltype(heads)());
  llvm::SaveAndRestore ownResult(resultDiffers, false);
  calls.push_back(&call);
  walk(call.callee->body);
  calls.pop_back();
  state.returned = returned;
  state.broken = broken;
  state.continued = continued;
  return resultDiffers;
}

void UniformityChecker::walkCollective(const CollectiveStmt &stmt) {
  walkEffects(stmt.value);
  walkEffects(stmt.lane);
  bool isBlockReduce = stmt.op == CollectiveOp::BlockReduce;
  if (isBlockReduce)
    requireAllThreads(stmt, "BLOCK_REDUCE");
  if (stmt.op == CollectiveOp::BlockScan)
    requireAllThreads(stmt, "BLOCK_SCAN");
  bool isShuffle =
      stmt.op >= CollectiveOp::Shuffle && stmt.op <= CollectiveOp::ShuffleXor;
  if (isShuffle)
    wantWholeWarp(stmt, "the shuffle");
  bool isOfWarp =
      stmt.op == CollectiveOp::WarpReduce || stmt.op >= CollectiveOp::VoteAny;
  write(stmt.result, !isBlockReduce && !(isOfWarp && group == Group::Warp));
}

void UniformityChecker::walkIf(const IfStmt &stmt) {
  llvm::SaveAndRestore inside(condition);
  const State before = state;
  State after;
  for (const IfStmt::Arm &arm : stmt.arms) {
    state = before;
    walkEffects(arm.condition);
    const Expr *cause = divergentPart(arm.condition);
    if (cause && !condition)
      condition = cause->range;
    walk(arm.body);
    after.join(state);
  }
  state = before;
  walk(stmt.orElse);
  state.join(after);
}

void UniformityChecker::walkFor(const ForStmt &stmt) {
  const Expr *cause = nullptr;
  for (const Expr *bound : {stmt.from, stmt.to, stmt.step}) {
    walkEffects(bound);
    if (!cause)
      cause = divergentPart(bound);
  }
  if (cause || parting())
    makeDivergent(stmt.variable);
  walkLoop(stmt.body, [&] { return cause; });
}

/// `enter` gives the part of the loop's condition that differs between threads.
template <typename Enter>
void UniformityChecker::walkLoop(const Block &body, Enter enter) {
  Reason outerBroken = std::exchange(state.broken, std::nullopt);
  Reason outerContinued = std::exchange(state.continued, std::nullopt);
  State head = state;
  head.join(heads.lookup(&body));
  auto iterate = [&] {
    state = head;
    llvm::SaveAndRestore inside(condition);
    const Expr *cause = enter();
    if (cause && !condition)
      condition = cause->range;
    walk(body);
    state.continued = std::nullopt; // they are back for the next iteration
  };
  ++silent;
  do
    iterate();
  while (head.join(state));
  --silent;
  heads[&body] = head;
  if (!silent)
    iterate();
  state = std::move(head);
  state.broken = outerBroken; // they are back after the loop
  state.continued = outerContinued;
}

void UniformityChecker::wantWholeWarp(const Stmt &stmt, llvm::StringRef what) {
  Reason reason = parting();
  if (reason && !silent && group == Group::Warp)
    diagnostics.report(DiagnosticId::DivergentWarp, stmt.range, what)
        .note(NoteId::DiffersBetweenThreads, *reason, "this");
}

void UniformityChecker::requireAllThreads(const Stmt &stmt,
                                          llvm::StringRef what) {
  Reason reason = parting();
  if (!reason || silent || group == Group::Warp || allowsDivergentBarriers)
    return;
  bool byJump = !condition;
  auto report = diagnostics.report(
      DiagnosticId::DivergentBarrier, stmt.range, what,
      byJump ? "some may have left before" : "some may not get here");
  report.note(NoteId::DiffersBetweenThreads, *reason, "this");
  for (const CallExpr *call : llvm::reverse(calls))
    report.note(NoteId::CalledHere, call->range, call->callee->name);
}

void aikernel::px::checkUniformity(llvm::ArrayRef<const Kernel *> kernels,
                                   llvm::ArrayRef<Function *> calleesFirst,
                                   bool allowsDivergentBarriers,
                                   DiagnosticEngine &diagnostics,
                                   llvm::DenseSet<const Variable *> &varying) {
  for (Group group : {Group::Block, Group::Warp}) {
    if (group == Group::Warp && !diagnostics.wants(DiagnosticId::DivergentWarp))
      continue;
    UniformityChecker checker(calleesFirst, group, allowsDivergentBarriers,
                              diagnostics, varying);
    for (const Kernel *kernel : kernels)
      checker.run(*kernel);
  }
}
