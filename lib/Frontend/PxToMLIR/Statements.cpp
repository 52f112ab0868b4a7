//===- Statements.cpp - px statements of kernels to MLIR ------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace aikernel;
using px::Scalar;
using px::ScalarKind;

Location BodyGenerator::location(px::SourceRange range) {
  px::LineColumn place = sources.lineColumn(range);
  return FileLineColLoc::get(builder.getContext(), sources.name(range.file),
                             place.line, place.column);
}

void BodyGenerator::generateBody(const px::Block &body,
                                 const px::Variable *resultVariable) {
  if (body.empty())
    return;
  Location loc = location(body.front()->range);
  if (exitsOf(body).returns) {
    returned = makeVariable("returned", Scalar::Bool);
    setFlag(returned, false, loc);
  }
  result = resultVariable;
  if (result)
    bind(result,
         constant(valueType(builder.getContext(), result->type), 0, loc));
  generate(body);
}

void BodyGenerator::generate(const px::Stmt *statement) {
  Location loc = location(statement->range);
  using Kind = px::Stmt::Kind;
  switch (statement->kind) {
  case Kind::Assign:
    return generate(cast<px::AssignStmt>(statement));
  case Kind::Wide:
    return generate(cast<px::WideStmt>(statement));
  case Kind::If:
    return generate(cast<px::IfStmt>(statement));
  case Kind::For:
    return generate(cast<px::ForStmt>(statement));
  case Kind::While:
    return generate(cast<px::WhileStmt>(statement));
  case Kind::Break:
    return setFlag(loops.back().broke, true, loc);
  case Kind::Continue:
    return setFlag(loops.back().continued, true, loc);
  case Kind::Return:
    if (const px::Expr *value = cast<px::ReturnStmt>(statement)->value)
      bind(result, generate(value));
    return setFlag(returned, true, loc);
  case Kind::Print:
    return generate(cast<px::PrintStmt>(statement));
  case Kind::Assert:
    return generate(cast<px::AssertStmt>(statement));
  case Kind::Call:
    generate(cast<px::CallStmt>(statement)->call);
    return;
  case Kind::Local:
    return generate(cast<px::LocalStmt>(statement));
  case Kind::Barrier:
    if (cast<px::BarrierStmt>(statement)->scope == px::BarrierStmt::Scope::Warp)
      SyncWarpOp::create(builder, loc);
    else
      gpu::BarrierOp::create(builder, loc);
    return;
  case Kind::Fence:
    FenceOp::create(builder, loc);
    return;
  case Kind::Atomic:
    return generate(cast<px::AtomicStmt>(statement));
  case Kind::Collective:
    return generate(cast<px::CollectiveStmt>(statement));
  default:
    return generateHost(statement);
  }
}

//===----------------------------------------------------------------------===//
// Assignment
//===----------------------------------------------------------------------===//

void BodyGenerator::assign(const px::Expr *place, Value value) {
  if (auto *variable = dyn_cast<px::VariableExpr>(place))
    return bind(variable->variable, value);
  auto *element = cast<px::ElementExpr>(place);
  store(placeOf(element), element, value);
}

void BodyGenerator::store(const Place &place, const px::ElementExpr *element,
                          Value value) {
  Location loc = location(element->range);
  memref::StoreOp::create(builder, loc, inMemory(value, element->type, loc),
                          place.memory, place.indices);
}

void BodyGenerator::generate(const px::AssignStmt *statement) {
  assign(statement->place, generate(statement->value));
}

/// LOCAL sets its array to zero each time it is reached. `px.initial` says that
/// nothing older in that element is ever read.
void BodyGenerator::generate(const px::LocalStmt *statement) {
  Location loc = location(statement->range);
  const px::Array *array = statement->array;
  SmallVector<int64_t> shape;
  for (const px::Expr *size : array->sizes)
    shape.push_back(cast<px::LiteralExpr>(size)->bits);
  Type element = elementType(builder.getContext(), array->element);
  auto space = gpu::AddressSpaceAttr::get(builder.getContext(),
                                          gpu::AddressSpace::Private);
  auto type =
      MemRefType::get(shape, element, MemRefLayoutAttrInterface(), space);
  auto memory = memref::AllocaOp::create(builder, loc, type);
  memory->setAttr("px.name", builder.getStringAttr(array->name));
  bind(array, memory);

  Value zero = constant(element, 0, loc);
  Value low = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  SmallVector<Value> indices;
  OpBuilder::InsertionGuard guard(builder);
  for (int64_t size : shape) {
    Value high = arith::ConstantIndexOp::create(builder, loc, size);
    auto loop = scf::ForOp::create(builder, loc, low, high, one);
    builder.setInsertionPointToStart(loop.getBody());
    indices.push_back(loop.getInductionVar());
  }
  auto store = memref::StoreOp::create(builder, loc, zero, memory, indices);
  store->setAttr("px.initial", builder.getUnitAttr());
}

//===----------------------------------------------------------------------===//
// Atomics and collectives
//===----------------------------------------------------------------------===//

static arith::AtomicRMWKind atomicKind(px::AtomicOp op, Scalar type) {
  using Kind = arith::AtomicRMWKind;
  bool isFloat = px::isFloat(type);
  bool isSigned = px::kindOf(type) == ScalarKind::Signed;
  switch (op) {
  case px::AtomicOp::Add:
  case px::AtomicOp::Sub:
    return isFloat ? Kind::addf : Kind::addi;
  case px::AtomicOp::Min:
    return isFloat ? Kind::minnumf : isSigned ? Kind::mins : Kind::minu;
  case px::AtomicOp::Max:
    return isFloat ? Kind::maxnumf : isSigned ? Kind::maxs : Kind::maxu;
  case px::AtomicOp::And:
    return Kind::andi;
  case px::AtomicOp::Or:
    return Kind::ori;
  case px::AtomicOp::Xor:
    return Kind::xori;
  case px::AtomicOp::Exchange:
    return Kind::assign;
  case px::AtomicOp::Cas:
    break;
  }
  llvm_unreachable("compare and exchange has an operation of its own");
}

Value BodyGenerator::inMemory(Value value, Scalar type, Location loc) {
  if (type != Scalar::Bool)
    return value;
  return arith::ExtUIOp::create(builder, loc, builder.getI8Type(), value);
}

Value BodyGenerator::fromMemory(Value value, Scalar type, Location loc) {
  if (type != Scalar::Bool)
    return value;
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, value,
                               constant(value.getType(), 0, loc));
}

/// MIN and MAX of px order the zeros and prefer numbers to NaN, which no
/// target's own instruction promises. Halves are computed in f32.
static bool needsAtomicLoop(px::AtomicOp op, Scalar type) {
  bool isExtremum = op == px::AtomicOp::Min || op == px::AtomicOp::Max;
  bool isSum = op == px::AtomicOp::Add || op == px::AtomicOp::Sub;
  return px::isFloat(type) && (isExtremum || (isSum && px::bitsOf(type) < 32));
}

Value BodyGenerator::combined(const px::AtomicStmt *statement, Value old,
                              Value operand) {
  Location loc = location(statement->range);
  switch (statement->op) {
  case px::AtomicOp::Add:
    return arith::AddFOp::create(builder, loc, old, operand);
  case px::AtomicOp::Sub:
    return arith::SubFOp::create(builder, loc, old, operand);
  case px::AtomicOp::Min:
    return arith::MinNumFOp::create(builder, loc, old, operand);
  default:
    assert(statement->op == px::AtomicOp::Max && "the other one with a loop");
    return arith::MaxNumFOp::create(builder, loc, old, operand);
  }
}

Value BodyGenerator::generateAtomicLoop(const px::AtomicStmt *statement,
                                        const Place &place, Value operand) {
  Location loc = location(statement->range);
  Type type = operand.getType();
  Type bits = builder.getIntegerType(type.getIntOrFloatBitWidth());
  Value first =
      memref::LoadOp::create(builder, loc, place.memory, place.indices);
  auto loop = scf::WhileOp::create(builder, loc, type, first);
  OpBuilder::InsertionGuard guard(builder);
  Block *before = builder.createBlock(&loop.getBefore(), {}, type, loc);
  Value expected = before->getArgument(0);
  Value wanted = combined(statement, expected, operand);
  Value old = AtomicCasOp::create(builder, loc, type, place.memory,
                                  place.indices, expected, wanted);
  Value hasChanged = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ne,
      arith::BitcastOp::create(builder, loc, bits, old),
      arith::BitcastOp::create(builder, loc, bits, expected));
  scf::ConditionOp::create(builder, loc, hasChanged, old);
  Block *after = builder.createBlock(&loop.getAfter(), {}, type, loc);
  scf::YieldOp::create(builder, loc, after->getArguments());
  return loop.getResult(0);
}

void BodyGenerator::generate(const px::AtomicStmt *statement) {
  Location loc = location(statement->range);
  Scalar type = statement->place->type;
  Place place = placeOf(statement->place);
  Value operand = inMemory(generate(statement->operand), type, loc);
  Value old;
  if (statement->op == px::AtomicOp::Cas) {
    Value expected = inMemory(generate(statement->expected), type, loc);
    old = AtomicCasOp::create(builder, loc, operand.getType(), place.memory,
                              place.indices, expected, operand);
  } else if (needsAtomicLoop(statement->op, type)) {
    old = generateAtomicLoop(statement, place, operand);
  } else {
    if (statement->op == px::AtomicOp::Sub)
      operand = px::isFloat(type)
                    ? Value(arith::NegFOp::create(builder, loc, operand))
                    : Value(arith::SubIOp::create(
                          builder, loc, constant(operand.getType(), 0, loc),
                          operand));
    old = memref::AtomicRMWOp::create(builder, loc,
                                      atomicKind(statement->op, type), operand,
                                      place.memory, place.indices);
  }
  if (statement->result)
    assign(statement->result, fromMemory(old, type, loc));
}

static ReduceKind reduceKind(px::ReduceOp op, Scalar type) {
  bool isUnsigned = px::kindOf(type) == ScalarKind::Unsigned ||
                    px::kindOf(type) == ScalarKind::Bool;
  switch (op) {
  case px::ReduceOp::Sum:
    return ReduceKind::Sum;
  case px::ReduceOp::Prod:
    return ReduceKind::Prod;
  case px::ReduceOp::Min:
    return isUnsigned ? ReduceKind::UMin : ReduceKind::Min;
  case px::ReduceOp::Max:
    return isUnsigned ? ReduceKind::UMax : ReduceKind::Max;
  case px::ReduceOp::And:
    return ReduceKind::And;
  case px::ReduceOp::Or:
    return ReduceKind::Or;
  case px::ReduceOp::Xor:
    return ReduceKind::Xor;
  }
  llvm_unreachable("unknown reduction");
}

void BodyGenerator::generate(const px::CollectiveStmt *statement) {
  Location loc = location(statement->range);
  Value value = generate(statement->value);
  Value lane = statement->lane ? generate(statement->lane) : Value();
  auto reduce = [&] {
    return reduceKind(statement->reduce, statement->value->type);
  };
  auto shuffle = [&](ShuffleMode mode) -> Value {
    return ShuffleOp::create(builder, loc, value.getType(), mode, value, lane,
                             Value());
  };
  auto ballot = [&](Value condition) -> Value {
    return BallotOp::create(builder, loc, builder.getI64Type(), condition,
                            Value());
  };
  auto isAnySet = [&](Value bits) -> Value {
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, bits,
                                 constant(bits.getType(), 0, loc));
  };
  auto inverted = [&](Value condition) -> Value {
    return arith::XOrIOp::create(builder, loc, condition,
                                 constant(condition.getType(), 1, loc));
  };
  Value outcome;
  switch (statement->op) {
  case px::CollectiveOp::WarpReduce:
  case px::CollectiveOp::BlockReduce:
    outcome = ReduceOp::create(builder, loc, value.getType(),
                               statement->op == px::CollectiveOp::WarpReduce
                                   ? Scope::Warp
                                   : Scope::Block,
                               reduce(), value, Value());
    break;
  case px::CollectiveOp::WarpScan:
  case px::CollectiveOp::BlockScan:
    outcome = ScanOp::create(builder, loc, value.getType(),
                             statement->op == px::CollectiveOp::WarpScan
                                 ? Scope::Warp
                                 : Scope::Block,
                             reduce(), value, Value());
    break;
  case px::CollectiveOp::Shuffle:
    outcome = shuffle(ShuffleMode::Index);
    break;
  case px::CollectiveOp::ShuffleUp:
    outcome = shuffle(ShuffleMode::Up);
    break;
  case px::CollectiveOp::ShuffleDown:
    outcome = shuffle(ShuffleMode::Down);
    break;
  case px::CollectiveOp::ShuffleXor:
    outcome = shuffle(ShuffleMode::Xor);
    break;
  case px::CollectiveOp::VoteAny:
    outcome = isAnySet(ballot(value));
    break;
  case px::CollectiveOp::VoteAll:
    outcome = inverted(isAnySet(ballot(inverted(value))));
    break;
  case px::CollectiveOp::Ballot:
    outcome = ballot(value);
    break;
  }
  assign(statement->result, outcome);
}
