//===- Expressions.cpp - px expressions to MLIR ---------------------------===//
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
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace aikernel;
using Verb = px::Operation;
using px::Scalar;
using px::ScalarKind;

//===----------------------------------------------------------------------===//
// Types and literals
//===----------------------------------------------------------------------===//

Type aikernel::valueType(MLIRContext *context, Scalar type) {
  switch (type) {
  case Scalar::Bool:
    return IntegerType::get(context, 1);
  case Scalar::F16:
    return Float16Type::get(context);
  case Scalar::BF16:
    return BFloat16Type::get(context);
  case Scalar::F32:
    return Float32Type::get(context);
  case Scalar::F64:
    return Float64Type::get(context);
  default:
    return IntegerType::get(context, px::bitsOf(type));
  }
}

Type aikernel::elementType(MLIRContext *context, Scalar type) {
  if (type == Scalar::Bool)
    return IntegerType::get(context, 8);
  return valueType(context, type);
}

Value BodyGenerator::constant(Type type, int64_t value, Location loc) {
  if (auto floatType = dyn_cast<FloatType>(type))
    return arith::ConstantOp::create(
        builder, loc, builder.getFloatAttr(floatType, double(value)));
  return arith::ConstantOp::create(builder, loc,
                                   builder.getIntegerAttr(type, value));
}

Value BodyGenerator::generateLiteral(Scalar type, uint64_t bits, Location loc) {
  Type mlirType = valueType(builder.getContext(), type);
  if (auto floatType = dyn_cast<FloatType>(mlirType)) {
    APInt pattern(floatType.getWidth(), bits, false, /*implicitTrunc=*/true);
    return arith::ConstantOp::create(
        builder, loc,
        FloatAttr::get(floatType,
                       APFloat(floatType.getFloatSemantics(), pattern)));
  }
  APInt pattern(mlirType.getIntOrFloatBitWidth(), bits, false,
                /*implicitTrunc=*/true);
  return arith::ConstantOp::create(builder, loc,
                                   IntegerAttr::get(mlirType, pattern));
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

Value BodyGenerator::generate(const px::Expr *expr) {
  switch (expr->kind) {
  case px::Expr::Kind::Literal:
    return generateLiteral(expr->type, cast<px::LiteralExpr>(expr)->bits,
                           location(expr->range));
  case px::Expr::Kind::Variable:
    return valueOf(cast<px::VariableExpr>(expr)->variable);
  case px::Expr::Kind::Index:
    return generate(cast<px::IndexExpr>(expr));
  case px::Expr::Kind::Element:
    return generate(cast<px::ElementExpr>(expr));
  case px::Expr::Kind::Operation:
    return generate(cast<px::OperationExpr>(expr));
  case px::Expr::Kind::Call:
    return generate(cast<px::CallExpr>(expr));
  case px::Expr::Kind::Array:
    break; // an argument: see the call
  }
  llvm_unreachable("unknown expression");
}

Value BodyGenerator::generate(const px::IndexExpr *expr) {
  Location loc = location(expr->range);
  Type i32 = builder.getI32Type();
  auto axis = static_cast<gpu::Dimension>(expr->axis);
  auto toI32 = [&](Value index) -> Value {
    return arith::IndexCastOp::create(builder, loc, i32, index);
  };
  using Which = px::IndexExpr::Which;
  switch (expr->which) {
  case Which::LocalId:
    return toI32(gpu::ThreadIdOp::create(builder, loc, axis));
  case Which::BlockId:
    return toI32(gpu::BlockIdOp::create(builder, loc, axis));
  case Which::BlockSize:
    return toI32(gpu::BlockDimOp::create(builder, loc, axis));
  case Which::GridSize:
    return toI32(gpu::GridDimOp::create(builder, loc, axis));
  case Which::LaneId:
    return toI32(gpu::LaneIdOp::create(builder, loc, IntegerAttr()));
  case Which::WarpId:
    return toI32(gpu::SubgroupIdOp::create(builder, loc, IntegerAttr()));
  case Which::WarpSize:
    return constant(i32, warpSize, loc);
  case Which::ThreadId: {
    // The launch refuses grids of more than 2^31 - 1 threads along an axis.
    auto nsw = arith::IntegerOverflowFlags::nsw;
    Value block = toI32(gpu::BlockIdOp::create(builder, loc, axis));
    Value size = toI32(gpu::BlockDimOp::create(builder, loc, axis));
    Value local = toI32(gpu::ThreadIdOp::create(builder, loc, axis));
    Value first = arith::MulIOp::create(builder, loc, block, size, nsw);
    return arith::AddIOp::create(builder, loc, first, local, nsw);
  }
  }
  llvm_unreachable("unknown index");
}

SmallVector<Value> BodyGenerator::indicesOf(const px::ElementExpr *element) {
  return generateIndices(element->indices, location(element->range));
}

SmallVector<Value> BodyGenerator::generateIndices(ArrayRef<px::Expr *> list,
                                                  Location loc) {
  llvm::SaveAndRestore assumeNoOverflow(inIndex, true);
  SmallVector<Value> indices;
  for (const px::Expr *index : list) {
    Value value = generate(index);
    bool isSigned = px::kindOf(index->type) == ScalarKind::Signed;
    Type type = builder.getIndexType();
    indices.push_back(
        isSigned
            ? Value(arith::IndexCastOp::create(builder, loc, type, value))
            : Value(arith::IndexCastUIOp::create(builder, loc, type, value)));
  }
  return indices;
}

/// One row where one index counts through several dimensions.
Value BodyGenerator::memoryOf(const px::Array *array, size_t indices,
                              Location loc) {
  Value memory = arrays.lookup(array);
  auto type = cast<MemRefType>(memory.getType());
  if (int64_t(indices) == type.getRank())
    return memory;
  if (auto view = memory.getDefiningOp<MemViewOp>()) {
    auto flat =
        MemRefType::get({ShapedType::kDynamic}, type.getElementType(),
                        MemRefLayoutAttrInterface(), type.getMemorySpace());
    return MemViewOp::create(builder, loc, flat, view.getPointer(),
                             ValueRange());
  }
  ReassociationIndices all =
      llvm::to_vector(llvm::seq<int64_t>(type.getRank()));
  return memref::CollapseShapeOp::create(builder, loc, memory,
                                         ArrayRef<ReassociationIndices>{all});
}

/// Whether memory has the sizes of the array, all known.
static bool hasShape(Value memory, const px::Array *array) {
  return llvm::equal(cast<MemRefType>(memory.getType()).getShape(),
                     array->sizes, [](int64_t extent, const px::Expr *size) {
                       auto *literal = dyn_cast<px::LiteralExpr>(size);
                       return literal && int64_t(literal->bits) == extent;
                     });
}

/// The one index of an element of a function's array, whose shape is not that
/// of the array that was given.
Value BodyGenerator::linearIndex(const px::Array *array,
                                 ArrayRef<Value> indices, Location loc) {
  auto nsw = arith::IntegerOverflowFlags::nsw;
  Value linear;
  for (auto [size, index] : llvm::zip(argumentSizes[array], indices)) {
    Value wide =
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), index);
    if (linear) {
      Value row = arith::MulIOp::create(builder, loc, linear, size, nsw);
      wide = arith::AddIOp::create(builder, loc, row, wide, nsw);
    }
    linear = wide;
  }
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    linear);
}

BodyGenerator::Place BodyGenerator::placeOf(const px::ElementExpr *element) {
  Location loc = location(element->range);
  const px::Array *array = element->array;
  Place place{arrays.lookup(array), indicesOf(element)};
  if (array->role == px::Array::Role::Argument && place.indices.size() > 1 &&
      !hasShape(place.memory, array))
    place.indices = {linearIndex(array, place.indices, loc)};
  place.memory = memoryOf(array, place.indices.size(), loc);
  if (unit == Unit::HostProgram)
    MemCheckIndexOp::create(builder, loc, place.memory, place.indices);
  return place;
}

Value BodyGenerator::generate(const px::ElementExpr *expr) {
  Location loc = location(expr->range);
  auto [memory, indices] = placeOf(expr);
  Value loaded = memref::LoadOp::create(builder, loc, memory, indices);
  return fromMemory(loaded, expr->type, loc);
}

/// The callee's body stands where it is called; px has no recursion. Upstream's
/// inliner would leave calls that stand directly in a kernel. Null without a
/// result.
Value BodyGenerator::generate(const px::CallExpr *expr) {
  const px::Function *callee = expr->callee;
  SmallVector<Value> arguments;
  {
    llvm::SaveAndRestore outside(inIndex, false);
    for (const px::Expr *argument : expr->arguments) {
      auto *array = dyn_cast<px::ArrayExpr>(argument);
      arguments.push_back(array ? arrays.lookup(array->array)
                                : generate(argument));
    }
  }
  llvm::SaveAndRestore ownVariablesOnly(variables);
  llvm::SaveAndRestore ownLoops(loops, {});
  llvm::SaveAndRestore<const px::Variable *> ownReturned(returned, nullptr);
  llvm::SaveAndRestore ownResult(result);
  llvm::SaveAndRestore ownIndex(inIndex, false);
  for (auto [parameter, argument] : llvm::zip(callee->parameters, arguments))
    if (parameter.variable)
      bind(parameter.variable, argument);
  for (auto [parameter, argument] : llvm::zip(callee->parameters, arguments))
    if (parameter.array)
      bindArgument(parameter.array, argument);
  const px::Variable *value =
      callee->result ? makeVariable("result", *callee->result) : nullptr;
  calls.push_back(expr);
  generateBody(callee->body, value);
  calls.pop_back();
  return value ? valueOf(value) : Value();
}

/// The sizes hold as they are at the call, whatever becomes of the variables in
/// them.
void BodyGenerator::bindArgument(const px::Array *array, Value memory) {
  bind(array, memory);
  SmallVector<Value> &sizes = argumentSizes[array];
  sizes.clear();
  if (array->sizes.size() < 2)
    return;
  for (const px::Expr *size : array->sizes)
    sizes.push_back(generate(size));
}

//===----------------------------------------------------------------------===//
// Choice: only the operand that is needed is evaluated
//===----------------------------------------------------------------------===//

/// Whether an expression can be evaluated where its value may not be wanted: it
/// reads no array and calls nothing. All operations of px are total.
static bool isSpeculatable(const px::Expr *expr) {
  if (isa<px::ElementExpr, px::CallExpr>(expr))
    return false;
  if (auto *operation = dyn_cast<px::OperationExpr>(expr))
    return llvm::all_of(operation->operands, [](const px::Expr *operand) {
      return isSpeculatable(operand);
    });
  return true;
}

Value BodyGenerator::generateChoice(const px::OperationExpr *expr) {
  Location loc = location(expr->range);
  Value condition = generate(expr->operands[0]);
  auto arm = [&](bool taken) -> Value {
    bool isTrue;
    switch (expr->operation) {
    case Verb::LogicalAnd:
      isTrue = false;
      break;
    case Verb::LogicalOr:
      isTrue = true;
      break;
    default:
      return generate(expr->operands[taken ? 1 : 2]);
    }
    if (taken == isTrue)
      return constant(builder.getI1Type(), isTrue, loc);
    return generate(expr->operands[1]);
  };

  auto arms = llvm::drop_begin(expr->operands);
  if (llvm::all_of(arms, [](const px::Expr *e) { return isSpeculatable(e); })) {
    Value right = arm(expr->operation != Verb::LogicalOr);
    if (expr->operation == Verb::LogicalAnd)
      return arith::AndIOp::create(builder, loc, condition, right);
    if (expr->operation == Verb::LogicalOr)
      return arith::OrIOp::create(builder, loc, condition, right);
    return arith::SelectOp::create(builder, loc, condition, right, arm(false));
  }

  auto ifOp = scf::IfOp::create(
      builder, loc, valueType(builder.getContext(), expr->type), condition,
      /*withElseRegion=*/true);
  for (bool taken : {true, false}) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(taken ? ifOp.thenBlock()
                                           : ifOp.elseBlock());
    scf::YieldOp::create(builder, loc, arm(taken));
  }
  return ifOp.getResult(0);
}
