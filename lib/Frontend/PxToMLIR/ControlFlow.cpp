//===- ControlFlow.cpp - px branches, loops and exits to scf --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace aikernel;
using px::Scalar;
using px::ScalarKind;

//===----------------------------------------------------------------------===//
// What a statement may do to the code around it
//===----------------------------------------------------------------------===//

BodyGenerator::Exits BodyGenerator::exitsOf(const px::Stmt *statement) {
  Exits exits;
  switch (statement->kind) {
  case px::Stmt::Kind::Break:
    exits.breaks = true;
    break;
  case px::Stmt::Kind::Continue:
    exits.continues = true;
    break;
  case px::Stmt::Kind::Return:
    exits.returns = true;
    break;
  case px::Stmt::Kind::If: {
    auto *branch = cast<px::IfStmt>(statement);
    exits = exitsOf(branch->orElse);
    for (const px::IfStmt::Arm &arm : branch->arms)
      exits |= exitsOf(arm.body);
    break;
  }
  case px::Stmt::Kind::For:
    exits.returns = exitsOf(cast<px::ForStmt>(statement)->body).returns;
    break;
  case px::Stmt::Kind::While:
    exits.returns = exitsOf(cast<px::WhileStmt>(statement)->body).returns;
    break;
  default:
    break;
  }
  return exits;
}

BodyGenerator::Exits BodyGenerator::exitsOf(ArrayRef<px::Stmt *> statements) {
  Exits all;
  for (const px::Stmt *statement : statements)
    all |= exitsOf(statement);
  return all;
}

void BodyGenerator::collectAssigned(ArrayRef<px::Stmt *> statements,
                                    bool inOwnLoop, VariableSet &result) {
  for (const px::Stmt *statement : statements)
    collectAssigned(statement, inOwnLoop, result);
}

void BodyGenerator::collectAssigned(const px::Stmt *statement, bool inOwnLoop,
                                    VariableSet &set) {
  auto addPlace = [&](const px::Expr *place) {
    if (auto *variable = dyn_cast_or_null<px::VariableExpr>(place))
      set.insert(variable->variable);
  };
  switch (statement->kind) {
  case px::Stmt::Kind::Assign:
    return addPlace(cast<px::AssignStmt>(statement)->place);
  case px::Stmt::Kind::Wide:
    for (const auto &result : cast<px::WideStmt>(statement)->results)
      addPlace(result.place);
    return;
  case px::Stmt::Kind::Atomic:
    return addPlace(cast<px::AtomicStmt>(statement)->result);
  case px::Stmt::Kind::Collective:
    return addPlace(cast<px::CollectiveStmt>(statement)->result);
  case px::Stmt::Kind::If: {
    auto *branch = cast<px::IfStmt>(statement);
    for (const px::IfStmt::Arm &arm : branch->arms)
      collectAssigned(arm.body, inOwnLoop, set);
    return collectAssigned(branch->orElse, inOwnLoop, set);
  }
  case px::Stmt::Kind::For:
    return collectAssigned(cast<px::ForStmt>(statement)->body, false, set);
  case px::Stmt::Kind::While:
    return collectAssigned(cast<px::WhileStmt>(statement)->body, false, set);
  case px::Stmt::Kind::FileElements:
    return addPlace(cast<px::FileElementsStmt>(statement)->place);
  case px::Stmt::Kind::Commands:
    return collectAssigned(cast<px::CommandsStmt>(statement)->body, false, set);
  case px::Stmt::Kind::Break:
    if (inOwnLoop)
      set.insert(loops.back().broke);
    return;
  case px::Stmt::Kind::Continue:
    if (inOwnLoop)
      set.insert(loops.back().continued);
    return;
  case px::Stmt::Kind::Return:
    set.insert(returned);
    if (result)
      set.insert(result);
    return;
  default:
    return;
  }
}

SmallVector<const px::Variable *>
BodyGenerator::assigned(ArrayRef<const px::Stmt *> statements) {
  VariableSet set;
  for (const px::Stmt *statement : statements)
    collectAssigned(statement, /*inOwnLoop=*/!loops.empty(), set);
  return existing(set);
}

SmallVector<const px::Variable *>
BodyGenerator::existing(const VariableSet &set) {
  return llvm::filter_to_vector(
      set, [&](const px::Variable *v) { return variables.count(v) != 0; });
}

//===----------------------------------------------------------------------===//
// Carrying variables through regions
//===----------------------------------------------------------------------===//

SmallVector<Value>
BodyGenerator::valuesOf(ArrayRef<const px::Variable *> names) {
  return llvm::map_to_vector(
      names, [&](const px::Variable *name) { return variables.lookup(name); });
}

void BodyGenerator::bindAll(ArrayRef<const px::Variable *> names,
                            ValueRange values) {
  for (auto [name, value] : llvm::zip_equal(names, values))
    variables[name] = value;
}

void BodyGenerator::setFlag(const px::Variable *flag, bool value,
                            Location loc) {
  variables[flag] = constant(builder.getI1Type(), value, loc);
}

const px::Variable *BodyGenerator::makeVariable(StringRef name, Scalar type) {
  ownVariables.push_back(std::make_unique<px::Variable>(
      px::Variable{name, type, px::Variable::Role::Local, {}}));
  return ownVariables.back().get();
}

Value BodyGenerator::stillHere(Exits exits, Location loc) {
  Value gone;
  auto add = [&](bool may, const px::Variable *flag) {
    if (!may)
      return;
    Value value = variables.lookup(flag);
    gone =
        gone ? Value(arith::OrIOp::create(builder, loc, gone, value)) : value;
  };
  add(exits.returns, returned);
  if (!loops.empty()) {
    add(exits.breaks, loops.back().broke);
    add(exits.continues, loops.back().continued);
  }
  if (!gone)
    return nullptr;
  return arith::XOrIOp::create(builder, loc, gone,
                               constant(builder.getI1Type(), 1, loc));
}

void BodyGenerator::generateIf(Value condition, Location loc,
                               ArrayRef<const px::Variable *> changed,
                               llvm::function_ref<void()> then,
                               llvm::function_ref<void()> orElse) {
  SmallVector<Value> before = valuesOf(changed);
  auto ifOp =
      scf::IfOp::create(builder, loc, ValueRange(before).getTypes(), condition,
                        /*addThenBlock=*/true, /*addElseBlock=*/true);
  auto generateArm = [&](Block *block, llvm::function_ref<void()> arm) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(block);
    bindAll(changed, before);
    arm();
    scf::YieldOp::create(builder, loc, valuesOf(changed));
  };
  generateArm(ifOp.thenBlock(), then);
  generateArm(ifOp.elseBlock(), orElse);
  bindAll(changed, ifOp.getResults());
}

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

void BodyGenerator::generate(ArrayRef<px::Stmt *> statements) {
  for (auto [number, statement] : llvm::enumerate(statements)) {
    generate(statement);
    Exits exits = exitsOf(statement);
    ArrayRef<px::Stmt *> rest = statements.drop_front(number + 1);
    if (!exits.any() || rest.empty())
      continue;
    if (isa<px::BreakStmt, px::ContinueStmt, px::ReturnStmt>(statement))
      return;
    Location loc = location(statement->range);
    generateIf(
        stillHere(exits, loc), loc, assigned(rest), [&] { generate(rest); },
        [] {});
    return;
  }
}

/// The variables that some of the arms assign.
SmallVector<const px::Variable *>
BodyGenerator::assignedIn(const px::IfStmt &statement, ArmGroup group) {
  VariableSet set;
  bool inOwnLoop = !loops.empty();
  for (const px::IfStmt::Arm &arm : group.arms)
    collectAssigned(arm.body, inOwnLoop, set);
  if (group.othersWanted)
    set.insert(group.othersWanted);
  else
    collectAssigned(statement.orElse, inOwnLoop, set);
  return existing(set);
}

/// Arms, one in the other's else.
void BodyGenerator::generateArms(const px::IfStmt &statement, ArmGroup group) {
  if (group.arms.empty()) {
    if (group.othersWanted)
      return setFlag(group.othersWanted, true, location(statement.range));
    return generate(statement.orElse);
  }
  const px::IfStmt::Arm &arm = group.arms.front();
  auto changed = assignedIn(statement, group);
  Value condition = generate(arm.condition);
  group.arms = group.arms.drop_front();
  generateIf(
      condition, location(arm.range), changed, [&] { generate(arm.body); },
      [&] { generateArms(statement, group); });
}

void BodyGenerator::generate(const px::IfStmt *statement) {
  Location loc = location(statement->range);
  ArrayRef<px::IfStmt::Arm> arms = statement->arms;
  if (arms.size() <= px::maximumNestedArms)
    return generateArms(*statement, {arms});
  const px::Variable *othersWanted = makeVariable("otherwise", Scalar::Bool);
  setFlag(othersWanted, true, loc);
  while (!arms.empty()) {
    size_t count = std::min(arms.size(), px::maximumNestedArms);
    ArmGroup group{arms.take_front(count)};
    arms = arms.drop_front(count);
    if (!arms.empty())
      group.othersWanted = othersWanted;
    Value isWanted = valueOf(othersWanted);
    setFlag(othersWanted, false, loc);
    generateIf(
        isWanted, loc, assignedIn(*statement, group),
        [&] { generateArms(*statement, group); }, [] {});
  }
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

void BodyGenerator::enterLoop(Exits exits, Location loc,
                              SmallVectorImpl<const px::Variable *> &changed) {
  Loop loop;
  if (exits.breaks) {
    loop.broke = makeVariable("broke", Scalar::Bool);
    setFlag(loop.broke, false, loc);
    changed.push_back(loop.broke);
  }
  if (exits.continues)
    loop.continued = makeVariable("continued", Scalar::Bool);
  loops.push_back(loop);
}

void BodyGenerator::generateLoopBody(ArrayRef<px::Stmt *> body, Location loc) {
  if (loops.back().continued)
    setFlag(loops.back().continued, false, loc);
  generate(body);
}

void BodyGenerator::generateWhile(Location loc,
                                  ArrayRef<const px::Variable *> changed,
                                  llvm::function_ref<Value()> guard,
                                  llvm::function_ref<Value()> condition,
                                  llvm::function_ref<void()> body) {
  SmallVector<Value> inits = valuesOf(changed);
  TypeRange types = ValueRange(inits).getTypes();
  auto whileOp = scf::WhileOp::create(builder, loc, types, inits);
  SmallVector<Location> locations(inits.size(), loc);
  OpBuilder::InsertionGuard restore(builder);

  Block *before =
      builder.createBlock(&whileOp.getBefore(), {}, types, locations);
  bindAll(changed, before->getArguments());
  Value goOn = guard();
  if (goOn) {
    auto ifOp = scf::IfOp::create(builder, loc, builder.getI1Type(), goOn,
                                  /*withElseRegion=*/true);
    OpBuilder::InsertionGuard outside(builder);
    builder.setInsertionPointToStart(ifOp.thenBlock());
    scf::YieldOp::create(builder, loc, condition());
    builder.setInsertionPointToStart(ifOp.elseBlock());
    scf::YieldOp::create(builder, loc, constant(builder.getI1Type(), 0, loc));
    goOn = ifOp.getResult(0);
  } else {
    goOn = condition();
  }
  scf::ConditionOp::create(builder, loc, goOn, before->getArguments());

  Block *after = builder.createBlock(&whileOp.getAfter(), {}, types, locations);
  bindAll(changed, after->getArguments());
  body();
  scf::YieldOp::create(builder, loc, valuesOf(changed));
  bindAll(changed, whileOp.getResults());
}

void BodyGenerator::generate(const px::WhileStmt *statement) {
  Location loc = location(statement->range);
  Exits exits = exitsOf(statement->body);
  auto changed = assigned(statement);
  enterLoop(exits, loc, changed);
  exits.continues = false;
  generateWhile(
      loc, changed, [&] { return stillHere(exits, loc); },
      [&] { return generate(statement->condition); },
      [&] { generateLoopBody(statement->body, loc); });
  loops.pop_back();
}

void BodyGenerator::generate(const px::ForStmt *statement) {
  Value from = generate(statement->from);
  Value to = generate(statement->to);
  Value step = generate(statement->step);
  Exits exits = exitsOf(statement->body);
  if (exits.breaks || exits.returns)
    generateExitingLoop(statement, from, to, step, exits);
  else
    generateCountedLoop(statement, from, to, step);
}

static bool isLiteralOne(const px::Expr *expr) {
  auto *literal = dyn_cast<px::LiteralExpr>(expr);
  return literal && literal->bits == 1;
}

/// Iterations of FOR, as an unsigned number of the variable's width: it always
/// fits, where the variable itself may step past its type's end.
static Value tripCount(OpBuilder &builder, Location loc, bool isSigned,
                       Value from, Value to, Value step) {
  Type type = from.getType();
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  };
  using P = arith::CmpIPredicate;
  Value one = constant(1), zero = constant(0);
  // (high - low - 1) / distance + 1 where low < high, else 0.
  auto count = [&](Value low, Value high, Value distance) -> Value {
    Value isEmpty = arith::CmpIOp::create(
        builder, loc, isSigned ? P::sge : P::uge, low, high);
    Value last = arith::SubIOp::create(
        builder, loc, arith::SubIOp::create(builder, loc, high, low), one);
    Value n = arith::AddIOp::create(
        builder, loc, arith::DivUIOp::create(builder, loc, last, distance),
        one);
    return arith::SelectOp::create(builder, loc, isEmpty, zero, n);
  };
  IntegerAttr literal;
  if (matchPattern(step, m_Constant(&literal))) {
    if (!isSigned || literal.getValue().isStrictlyPositive())
      return count(from, to, step);
    return count(to, from, arith::SubIOp::create(builder, loc, zero, step));
  }
  // A step of 0 makes no progress: no iteration.
  Value isZero = arith::CmpIOp::create(builder, loc, P::eq, step, zero);
  Value safe = arith::SelectOp::create(builder, loc, isZero, one, step);
  Value up = count(from, to, safe);
  Value n = up;
  if (isSigned) {
    Value down =
        count(to, from, arith::SubIOp::create(builder, loc, zero, safe));
    Value isUp = arith::CmpIOp::create(builder, loc, P::sgt, safe, zero);
    n = arith::SelectOp::create(builder, loc, isUp, up, down);
  }
  return arith::SelectOp::create(builder, loc, isZero, zero, n);
}

void BodyGenerator::generateCountedLoop(const px::ForStmt *statement,
                                        Value from, Value to, Value step) {
  Location loc = location(statement->range);
  bool isSigned = px::kindOf(statement->variable->type) == ScalarKind::Signed;
  bool isPlain = isLiteralOne(statement->step);
  auto changed = assigned(statement);
  enterLoop(exitsOf(statement->body), loc, changed);

  Type type = from.getType();
  Value low = isPlain ? from : constant(type, 0, loc);
  Value high = isPlain ? to : tripCount(builder, loc, isSigned, from, to, step);
  auto loop = scf::ForOp::create(builder, loc, low, high,
                                 constant(type, 1, loc), valuesOf(changed),
                                 /*bodyBuilder=*/nullptr,
                                 /*unsignedCmp=*/!isPlain || !isSigned);
  {
    OpBuilder::InsertionGuard guard(builder);
    Block *body = loop.getBody();
    if (body->mightHaveTerminator())
      body->getTerminator()->erase();
    builder.setInsertionPointToEnd(body);
    Value variable = loop.getInductionVar();
    if (!isPlain)
      variable = arith::AddIOp::create(
          builder, loc, from,
          arith::MulIOp::create(builder, loc, variable, step));
    bind(statement->variable, variable);
    bindAll(changed, loop.getRegionIterArgs());
    generateLoopBody(statement->body, loc);
    scf::YieldOp::create(builder, loc, valuesOf(changed));
  }
  bindAll(changed, loop.getResults());
  loops.pop_back();
}

void BodyGenerator::generateExitingLoop(const px::ForStmt *statement,
                                        Value from, Value to, Value step,
                                        Exits exits) {
  Location loc = location(statement->range);
  bool isSigned = px::kindOf(statement->variable->type) == ScalarKind::Signed;
  Value count = tripCount(builder, loc, isSigned, from, to, step);
  Type type = from.getType();
  auto changed = assigned(statement);
  const px::Variable *iteration =
      makeVariable("iteration", statement->variable->type);
  bind(iteration, constant(type, 0, loc));
  changed.push_back(iteration);
  enterLoop(exits, loc, changed);
  exits.continues = false;
  generateWhile(
      loc, changed, [] { return Value(); },
      [&]() -> Value {
        Value inRange = arith::CmpIOp::create(
            builder, loc, arith::CmpIPredicate::ult, valueOf(iteration), count);
        return arith::AndIOp::create(builder, loc, inRange,
                                     stillHere(exits, loc));
      },
      [&] {
        Value variable = arith::AddIOp::create(
            builder, loc, from,
            arith::MulIOp::create(builder, loc, valueOf(iteration), step));
        bind(statement->variable, variable);
        generateLoopBody(statement->body, loc);
        bind(iteration, arith::AddIOp::create(builder, loc, valueOf(iteration),
                                              constant(type, 1, loc)));
      });
  loops.pop_back();
}
