//===- Operations.cpp - The operations of px ------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyGenerator.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"
#include "aikernel/Dialect/AIKernel/IR/AIKernel.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace aikernel;
using Verb = px::Operation;
using px::Scalar;
using px::ScalarKind;

void BodyGenerator::markFusible(const px::OperationExpr *sum) {
  if (const px::OperationExpr *product = px::fusibleProduct(*sum)) {
    fusible.insert(product);
    fusible.insert(sum);
  }
}

/// Sums and products of an index are part of it; what any other operation takes
/// is computed like everywhere else.
static bool continuesIndex(Verb operation) {
  return operation == Verb::Add || operation == Verb::Sub ||
         operation == Verb::Mul;
}

Value BodyGenerator::generate(const px::OperationExpr *expr) {
  llvm::SaveAndRestore index(inIndex,
                             inIndex && continuesIndex(expr->operation));
  switch (expr->operation) {
  case Verb::LogicalAnd:
  case Verb::LogicalOr:
  case Verb::Select:
    return generateChoice(expr);
  case Verb::Add:
  case Verb::Sub:
    markFusible(expr);
    break;
  default:
    break;
  }

  SmallVector<Value, 3> operands;
  for (const px::Expr *operand : expr->operands)
    operands.push_back(generate(operand));
  if (operands.size() == 1)
    return generateUnary(expr, operands[0]);
  if (operands.size() == 2)
    return generateBinary(expr, operands[0], operands[1]);
  return generateTernary(expr, operands);
}

Value BodyGenerator::generateTernary(const px::OperationExpr *expr,
                                     ArrayRef<Value> operands) {
  Location loc = location(expr->range);
  auto isSigned = [&](unsigned operand) {
    return px::kindOf(expr->operands[operand]->type) == ScalarKind::Signed;
  };
  Value a = operands[0], b = operands[1], c = operands[2];
  switch (expr->operation) {
  case Verb::Fma:
    return math::FmaOp::create(builder, loc, a, b, c);
  case Verb::Dot4:
    return Dot4Op::create(builder, loc, a, isSigned(0), b, isSigned(1), c);
  case Verb::BytePerm:
    return BytePermOp::create(builder, loc, a, b, c);
  default:
    llvm_unreachable("not an operation of three operands");
  }
}

/// The bytes of an integer in reverse order. LLVM recognizes the pattern.
static Value reverseBytes(OpBuilder &builder, Location loc, Value x) {
  auto type = cast<IntegerType>(x.getType());
  unsigned bytes = type.getWidth() / 8;
  auto constant = [&](uint64_t value) -> Value {
    return arith::ConstantOp::create(
        builder, loc,
        IntegerAttr::get(type, APInt(type.getWidth(), value, false, true)));
  };
  Value reversed;
  for (unsigned byte = 0; byte < bytes; ++byte) {
    int distance = int(8 * (bytes - 1)) - int(16 * byte);
    Value moved = x;
    if (distance > 0)
      moved = arith::ShLIOp::create(builder, loc, x, constant(distance));
    else if (distance < 0)
      moved = arith::ShRUIOp::create(builder, loc, x, constant(-distance));
    Value kept = arith::AndIOp::create(
        builder, loc, moved, constant(0xffull << (8 * (bytes - 1 - byte))));
    reversed = reversed
                   ? Value(arith::OrIOp::create(builder, loc, reversed, kept))
                   : kept;
  }
  return reversed;
}

Value BodyGenerator::generateUnary(const px::OperationExpr *expr, Value x) {
  Location loc = location(expr->range);
  Scalar from = expr->operands[0]->type;
  Type type = x.getType();
  switch (expr->operation) {
  case Verb::Neg:
    if (px::isFloat(from))
      return arith::NegFOp::create(builder, loc, x);
    return arith::SubIOp::create(builder, loc, constant(type, 0, loc), x);
  case Verb::Abs:
    if (px::isFloat(from))
      return math::AbsFOp::create(builder, loc, x);
    if (px::kindOf(from) == ScalarKind::Signed)
      return math::AbsIOp::create(builder, loc, x);
    return x;
  case Verb::Not:
  case Verb::LogicalNot:
    return arith::XOrIOp::create(builder, loc, x, constant(type, -1, loc));
  case Verb::Popcount:
    return math::CtPopOp::create(builder, loc, x);
  case Verb::Clz:
    return math::CountLeadingZerosOp::create(builder, loc, x);
  case Verb::Bswap:
    return reverseBytes(builder, loc, x);
  case Verb::Cast:
    return generateCast(x, from, expr->type, loc);
  case Verb::Bitcast: {
    Type to = valueType(builder.getContext(), expr->type);
    return to == type ? x : arith::BitcastOp::create(builder, loc, to, x);
  }
  case Verb::Sqrt:
    return math::SqrtOp::create(builder, loc, x);
  case Verb::Rsqrt:
    return math::RsqrtOp::create(builder, loc, x);
  case Verb::Exp:
    return math::ExpOp::create(builder, loc, x);
  case Verb::Exp2:
    return math::Exp2Op::create(builder, loc, x);
  case Verb::Log:
    return math::LogOp::create(builder, loc, x);
  case Verb::Log2:
    return math::Log2Op::create(builder, loc, x);
  case Verb::Sin:
    return math::SinOp::create(builder, loc, x);
  case Verb::Cos:
    return math::CosOp::create(builder, loc, x);
  case Verb::Tanh:
    return math::TanhOp::create(builder, loc, x);
  case Verb::Erf:
    return math::ErfOp::create(builder, loc, x);
  case Verb::Floor:
    return math::FloorOp::create(builder, loc, x);
  case Verb::Ceil:
    return math::CeilOp::create(builder, loc, x);
  case Verb::Round:
    return math::RoundEvenOp::create(builder, loc, x);
  default:
    llvm_unreachable("not an operation of one operand");
  }
}

Value BodyGenerator::generateComparison(Verb operation, Scalar type, Value x,
                                        Value y, Location loc) {
  if (px::isFloat(type)) {
    arith::CmpFPredicate predicate;
    switch (operation) {
    case Verb::Eq:
      predicate = arith::CmpFPredicate::OEQ;
      break;
    case Verb::Ne:
      predicate = arith::CmpFPredicate::UNE;
      break;
    case Verb::Lt:
      predicate = arith::CmpFPredicate::OLT;
      break;
    case Verb::Le:
      predicate = arith::CmpFPredicate::OLE;
      break;
    case Verb::Gt:
      predicate = arith::CmpFPredicate::OGT;
      break;
    default:
      predicate = arith::CmpFPredicate::OGE;
    }
    return arith::CmpFOp::create(builder, loc, predicate, x, y);
  }
  using P = arith::CmpIPredicate;
  bool isSigned = px::kindOf(type) == ScalarKind::Signed;
  P predicate;
  switch (operation) {
  case Verb::Eq:
    predicate = P::eq;
    break;
  case Verb::Ne:
    predicate = P::ne;
    break;
  case Verb::Lt:
    predicate = isSigned ? P::slt : P::ult;
    break;
  case Verb::Le:
    predicate = isSigned ? P::sle : P::ule;
    break;
  case Verb::Gt:
    predicate = isSigned ? P::sgt : P::ugt;
    break;
  default:
    predicate = isSigned ? P::sge : P::uge;
  }
  return arith::CmpIOp::create(builder, loc, predicate, x, y);
}

/// A shift count in the shifted value's type, modulo its width (ruling 15).
Value BodyGenerator::shiftCount(Value x, Value count, Scalar countType,
                                Location loc) {
  unsigned width = x.getType().getIntOrFloatBitWidth();
  unsigned countWidth = count.getType().getIntOrFloatBitWidth();
  Value sized = count;
  if (countWidth > width)
    sized = arith::TruncIOp::create(builder, loc, x.getType(), count);
  else if (countWidth < width)
    sized = arith::ExtUIOp::create(builder, loc, x.getType(), count);
  return arith::AndIOp::create(builder, loc, sized,
                               constant(x.getType(), width - 1, loc));
}

/// Divides integers of less than 32 bits as i32: no target divides shorter
/// ones, and back ends widen vectors of them with lanes that may trap.
Value BodyGenerator::inI32(Value x, Value y, bool isSigned, Location loc,
                           llvm::function_ref<Value(Value, Value)> operation) {
  Type type = x.getType();
  if (type.getIntOrFloatBitWidth() >= 32)
    return operation(x, y);
  Type i32 = builder.getI32Type();
  auto extend = [&](Value v) -> Value {
    if (isSigned)
      return arith::ExtSIOp::create(builder, loc, i32, v);
    return arith::ExtUIOp::create(builder, loc, i32, v);
  };
  return arith::TruncIOp::create(builder, loc, type,
                                 operation(extend(x), extend(y)));
}

/// fmod; of halves in f32, where it is as exact.
Value BodyGenerator::remainder(Value x, Value y, Location loc) {
  Type type = x.getType();
  if (type.getIntOrFloatBitWidth() >= 32)
    return buildFmod(builder, loc, x, y);
  Type f32 = builder.getF32Type();
  Value exact =
      buildFmod(builder, loc, arith::ExtFOp::create(builder, loc, f32, x),
                arith::ExtFOp::create(builder, loc, f32, y));
  return arith::TruncFOp::create(builder, loc, type, exact);
}

/// The high half of a product. The signed one of i32 is the unsigned one less
/// what the signs added (Hacker's Delight, 8-3): LLVM 22 loses bits of vectors
/// of the plain form, trunc (mul (sext x), (sext y)) >> 32, when both factors
/// were shorter once.
Value BodyGenerator::highHalf(Value x, Value y, bool isSigned, Location loc) {
  unsigned width = x.getType().getIntOrFloatBitWidth();
  if (isSigned && width == 64)
    return arith::MulSIExtendedOp::create(builder, loc, x, y).getHigh();
  Value high = arith::MulUIExtendedOp::create(builder, loc, x, y).getHigh();
  if (!isSigned)
    return high;
  Value lastBit = constant(x.getType(), width - 1, loc);
  for (auto [sign, other] : {std::pair(x, y), std::pair(y, x)}) {
    Value allOnesIfNegative =
        arith::ShRSIOp::create(builder, loc, sign, lastBit);
    Value added = arith::AndIOp::create(builder, loc, allOnesIfNegative, other);
    high = arith::SubIOp::create(builder, loc, high, added);
  }
  return high;
}

Value BodyGenerator::generateBinary(const px::OperationExpr *expr, Value x,
                                    Value y) {
  Location loc = location(expr->range);
  Scalar type = expr->operands[0]->type;
  bool isFloating = px::isFloat(type);
  bool isSigned = px::kindOf(type) == ScalarKind::Signed;
  auto contract = fusible.contains(expr) ? arith::FastMathFlags::contract
                                         : arith::FastMathFlags::none;
  auto overflow = !inIndex   ? arith::IntegerOverflowFlags::none
                  : isSigned ? arith::IntegerOverflowFlags::nsw
                             : arith::IntegerOverflowFlags::nuw;
  switch (expr->operation) {
  case Verb::Add:
    if (isFloating)
      return arith::AddFOp::create(builder, loc, x, y, contract);
    return arith::AddIOp::create(builder, loc, x, y, overflow);
  case Verb::Sub:
    if (isFloating)
      return arith::SubFOp::create(builder, loc, x, y, contract);
    return arith::SubIOp::create(builder, loc, x, y, overflow);
  case Verb::Mul:
    if (isFloating)
      return arith::MulFOp::create(builder, loc, x, y, contract);
    return arith::MulIOp::create(builder, loc, x, y, overflow);
  case Verb::Div:
    if (isFloating)
      return arith::DivFOp::create(builder, loc, x, y);
    return inI32(x, y, isSigned, loc, [&](Value a, Value b) {
      return buildDivide(builder, loc, a, b, isSigned);
    });
  case Verb::Mod:
    if (isFloating)
      return remainder(x, y, loc);
    return inI32(x, y, isSigned, loc, [&](Value a, Value b) {
      return buildRemainder(builder, loc, a, b, isSigned);
    });
  case Verb::Min:
    if (isFloating)
      return arith::MinNumFOp::create(builder, loc, x, y);
    if (isSigned)
      return arith::MinSIOp::create(builder, loc, x, y);
    return arith::MinUIOp::create(builder, loc, x, y);
  case Verb::Max:
    if (isFloating)
      return arith::MaxNumFOp::create(builder, loc, x, y);
    if (isSigned)
      return arith::MaxSIOp::create(builder, loc, x, y);
    return arith::MaxUIOp::create(builder, loc, x, y);
  case Verb::MulHi:
    return highHalf(x, y, isSigned, loc);
  case Verb::Clmul:
  case Verb::ClmulHi:
    return ClmulOp::create(builder, loc, x, y,
                           expr->operation == Verb::ClmulHi);
  case Verb::And:
    return arith::AndIOp::create(builder, loc, x, y);
  case Verb::Or:
    return arith::OrIOp::create(builder, loc, x, y);
  case Verb::Xor:
    return arith::XOrIOp::create(builder, loc, x, y);
  case Verb::Pow:
    return math::PowFOp::create(builder, loc, x, y);
  case Verb::Eq:
  case Verb::Ne:
  case Verb::Lt:
  case Verb::Le:
  case Verb::Gt:
  case Verb::Ge:
    return generateComparison(expr->operation, type, x, y, loc);
  default:
    break;
  }

  Value count = shiftCount(x, y, expr->operands[1]->type, loc);
  if (expr->operation == Verb::Shl)
    return arith::ShLIOp::create(builder, loc, x, count);
  if (expr->operation == Verb::Shr) {
    if (isSigned)
      return arith::ShRSIOp::create(builder, loc, x, count);
    return arith::ShRUIOp::create(builder, loc, x, count);
  }
  assert((expr->operation == Verb::Rotl || expr->operation == Verb::Rotr) &&
         "every operation of two operands has its case");
  // The form that LLVM turns into one rotate.
  unsigned width = x.getType().getIntOrFloatBitWidth();
  Value back = arith::AndIOp::create(
      builder, loc,
      arith::SubIOp::create(builder, loc, constant(x.getType(), 0, loc), count),
      constant(x.getType(), width - 1, loc));
  bool isLeft = expr->operation == Verb::Rotl;
  return arith::OrIOp::create(
      builder, loc,
      arith::ShLIOp::create(builder, loc, x, isLeft ? count : back),
      arith::ShRUIOp::create(builder, loc, x, isLeft ? back : count));
}

/// The format of a float whose values are moved as their bits.
static FloatType storageFormat(MLIRContext *context, Scalar type) {
  if (type == Scalar::E4M3)
    return Float8E4M3FNType::get(context);
  assert(type == Scalar::E5M2 && "the other one");
  return Float8E5M2Type::get(context);
}

/// Built at once: arith's own conversions do not saturate, and are folded.
Value BodyGenerator::generateStorageCast(Value x, Scalar from, Scalar to,
                                         Location loc) {
  MLIRContext *context = builder.getContext();
  if (px::isStorage(from)) {
    Value value =
        arith::BitcastOp::create(builder, loc, storageFormat(context, from), x);
    Value single = buildFloatToFloat(builder, loc, value, builder.getF32Type());
    return generateCast(single, Scalar::F32, to, loc);
  }
  FloatType format = storageFormat(context, to);
  Value result =
      px::isFloat(from)
          ? buildFloatToFloat(builder, loc, x, format)
          : buildIntegerToFloat(builder, loc, x, format,
                                px::kindOf(from) == ScalarKind::Signed);
  return arith::BitcastOp::create(builder, loc, builder.getI8Type(), result);
}

Value BodyGenerator::generateCast(Value x, Scalar from, Scalar to,
                                  Location loc) {
  if (from == to)
    return x;
  if (px::isStorage(from) || px::isStorage(to))
    return generateStorageCast(x, from, to, loc);
  Type type = valueType(builder.getContext(), to);
  bool fromFloat = px::isFloat(from);
  bool toFloat = px::isFloat(to);
  bool fromSigned = px::kindOf(from) == ScalarKind::Signed;
  bool toSigned = px::kindOf(to) == ScalarKind::Signed;
  if (to == Scalar::Bool) {
    if (fromFloat)
      return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNE, x,
                                   constant(x.getType(), 0, loc));
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, x,
                                 constant(x.getType(), 0, loc));
  }
  if (fromFloat && toFloat) {
    unsigned fromBits = px::bitsOf(from), toBits = px::bitsOf(to);
    if (fromBits < toBits)
      return arith::ExtFOp::create(builder, loc, type, x);
    if (fromBits > toBits)
      return arith::TruncFOp::create(builder, loc, type, x);
    // f16 and bf16 to each other, by way of f32.
    Value wide = arith::ExtFOp::create(builder, loc, builder.getF32Type(), x);
    return arith::TruncFOp::create(builder, loc, type, wide);
  }
  if (fromFloat)
    return buildFloatToInteger(builder, loc, x, type, toSigned);
  if (toFloat)
    return buildIntegerToFloat(builder, loc, x, type, fromSigned);
  unsigned fromBits = x.getType().getIntOrFloatBitWidth();
  unsigned toBits = type.getIntOrFloatBitWidth();
  if (fromBits == toBits)
    return x;
  if (fromBits > toBits)
    return arith::TruncIOp::create(builder, loc, type, x);
  if (fromSigned)
    return arith::ExtSIOp::create(builder, loc, type, x);
  return arith::ExtUIOp::create(builder, loc, type, x);
}
