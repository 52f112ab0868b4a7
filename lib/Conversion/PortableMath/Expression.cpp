//===- Expression.cpp - Formulas that build arith operations --------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expression.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace aikernel::portable;

namespace {

template <typename Op, typename... Arguments>
Value create(const Expression &at, Arguments &&...arguments) {
  Emitter &emitter = at.getEmitter();
  return Op::create(emitter.builder, emitter.loc,
                    std::forward<Arguments>(arguments)...);
}

template <typename Op, typename Handle>
Handle binary(const Handle &left, const Handle &right) {
  return Handle(left.getEmitter(),
                create<Op>(left, left.getValue(), right.getValue()));
}

/// `attribute`, repeated for every element when `type` is a vector.
Value createConstant(const Expression &at, Type type, TypedAttr attribute) {
  if (auto shaped = dyn_cast<ShapedType>(type))
    attribute = DenseElementsAttr::get(shaped, Attribute(attribute));
  return create<arith::ConstantOp>(at, type, attribute);
}

Condition compare(arith::CmpFPredicate predicate, Real left, Real right) {
  return Condition(left.getEmitter(),
                   create<arith::CmpFOp>(left, predicate, left.getValue(),
                                         right.getValue()));
}

Condition compare(arith::CmpIPredicate predicate, Integer left, Integer right) {
  return Condition(left.getEmitter(),
                   create<arith::CmpIOp>(left, predicate, left.getValue(),
                                         right.getValue()));
}

} // namespace

Real Emitter::real(Value value) { return Real(*this, value); }
Integer Emitter::integer(Value value) { return Integer(*this, value); }

//===----------------------------------------------------------------------===//
// Expression
//===----------------------------------------------------------------------===//

unsigned Expression::getWidth() const {
  return getElementTypeOrSelf(getType()).getIntOrFloatBitWidth();
}

Type Expression::withElement(Type element) const {
  if (auto shaped = dyn_cast<ShapedType>(getType()))
    return shaped.clone(element);
  return element;
}

Type Expression::integerType(unsigned width) const {
  return withElement(IntegerType::get(getType().getContext(), width));
}

//===----------------------------------------------------------------------===//
// Condition
//===----------------------------------------------------------------------===//

Condition Condition::operator&(Condition other) const {
  return binary<arith::AndIOp>(*this, other);
}
Condition Condition::operator|(Condition other) const {
  return binary<arith::OrIOp>(*this, other);
}
Condition Condition::operator^(Condition other) const {
  return binary<arith::XOrIOp>(*this, other);
}
Condition Condition::operator!() const {
  TypedAttr yes = IntegerAttr::get(getElementTypeOrSelf(getType()), 1);
  return *this ^ Condition(*emitter, createConstant(*this, getType(), yes));
}

//===----------------------------------------------------------------------===//
// Integer
//===----------------------------------------------------------------------===//

Integer Integer::constant(uint64_t constant) const {
  APInt bits(getWidth(), constant, /*isSigned=*/false, /*implicitTrunc=*/true);
  TypedAttr attribute = IntegerAttr::get(getElementTypeOrSelf(getType()), bits);
  return Integer(*emitter, createConstant(*this, getType(), attribute));
}

Integer Integer::operator+(Integer other) const {
  return binary<arith::AddIOp>(*this, other);
}
Integer Integer::operator-(Integer other) const {
  return binary<arith::SubIOp>(*this, other);
}
Integer Integer::operator*(Integer other) const {
  return binary<arith::MulIOp>(*this, other);
}
Integer Integer::operator&(Integer other) const {
  return binary<arith::AndIOp>(*this, other);
}
Integer Integer::operator|(Integer other) const {
  return binary<arith::OrIOp>(*this, other);
}
Integer Integer::operator^(Integer other) const {
  return binary<arith::XOrIOp>(*this, other);
}
Integer Integer::operator<<(Integer count) const {
  return binary<arith::ShLIOp>(*this, count);
}
Integer Integer::operator>>(Integer count) const {
  return binary<arith::ShRUIOp>(*this, count);
}
Integer Integer::shiftRightSigned(unsigned count) const {
  return binary<arith::ShRSIOp>(*this, constant(count));
}

Condition Integer::operator==(uint64_t other) const {
  return compare(arith::CmpIPredicate::eq, *this, constant(other));
}
Condition Integer::operator!=(uint64_t other) const {
  return compare(arith::CmpIPredicate::ne, *this, constant(other));
}
Condition Integer::lessUnsigned(uint64_t other) const {
  return compare(arith::CmpIPredicate::ult, *this, constant(other));
}
Condition Integer::lessSigned(uint64_t other) const {
  return lessSigned(constant(other));
}
Condition Integer::lessSigned(Integer other) const {
  return compare(arith::CmpIPredicate::slt, *this, other);
}

Integer Integer::truncate(unsigned width) const {
  return emitter->integer(
      create<arith::TruncIOp>(*this, integerType(width), value));
}
Integer Integer::extend(unsigned width) const {
  return emitter->integer(
      create<arith::ExtUIOp>(*this, integerType(width), value));
}

Real Integer::bitcast(FloatType type) const {
  return emitter->real(
      create<arith::BitcastOp>(*this, withElement(type), value));
}
Real Integer::toReal(FloatType type) const {
  return emitter->real(
      create<arith::SIToFPOp>(*this, withElement(type), value));
}
Real Integer::toRealUnsigned(FloatType type) const {
  return emitter->real(
      create<arith::UIToFPOp>(*this, withElement(type), value));
}

//===----------------------------------------------------------------------===//
// Real
//===----------------------------------------------------------------------===//

FloatType Real::getFormat() const {
  return cast<FloatType>(getElementTypeOrSelf(getType()));
}
unsigned Real::getFractionBits() const {
  return getFormat().getFPMantissaWidth() - 1;
}
int Real::getBias() const {
  return -APFloat::semanticsMinExponent(getFormat().getFloatSemantics()) + 1;
}

Real Real::constant(double constant) const {
  TypedAttr attribute = FloatAttr::get(getFormat(), constant);
  return emitter->real(createConstant(*this, getType(), attribute));
}
Real Real::infinity() const {
  return constant(std::numeric_limits<double>::infinity());
}
Real Real::quietNaN() const {
  return constant(std::numeric_limits<double>::quiet_NaN());
}

Real Real::operator+(Real other) const {
  return binary<arith::AddFOp>(*this, other);
}
Real Real::operator-(Real other) const {
  return binary<arith::SubFOp>(*this, other);
}
Real Real::operator*(Real other) const {
  return binary<arith::MulFOp>(*this, other);
}
Real Real::operator/(Real other) const {
  return binary<arith::DivFOp>(*this, other);
}
Real Real::operator-() const {
  return emitter->real(create<arith::NegFOp>(*this, value));
}

Condition Real::operator<(Real other) const {
  return compare(arith::CmpFPredicate::OLT, *this, other);
}
Condition Real::operator==(Real other) const {
  return compare(arith::CmpFPredicate::OEQ, *this, other);
}
Condition Real::operator!=(Real other) const {
  return compare(arith::CmpFPredicate::UNE, *this, other);
}

Integer Real::bits() const {
  return emitter->integer(
      create<arith::BitcastOp>(*this, integerType(getWidth()), value));
}
Real Real::absolute() const {
  return emitter->real(create<math::AbsFOp>(*this, value));
}
Real Real::widen(FloatType type) const {
  return emitter->real(create<arith::ExtFOp>(*this, withElement(type), value));
}
Real Real::narrow(FloatType type) const {
  return emitter->real(
      create<arith::TruncFOp>(*this, withElement(type), value));
}
Integer Real::toInteger(unsigned width) const {
  return emitter->integer(
      create<arith::FPToSIOp>(*this, integerType(width), value));
}
Integer Real::toIntegerUnsigned(unsigned width) const {
  return emitter->integer(
      create<arith::FPToUIOp>(*this, integerType(width), value));
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

namespace aikernel::portable {

Real fma(Real a, Real b, Real c) {
  return a.getEmitter().real(
      create<math::FmaOp>(a, a.getValue(), b.getValue(), c.getValue()));
}
Real sqrt(Real x) {
  return x.getEmitter().real(create<math::SqrtOp>(x, x.getValue()));
}
Real roundEven(Real x) {
  return x.getEmitter().real(create<math::RoundEvenOp>(x, x.getValue()));
}
Real truncate(Real x) {
  return x.getEmitter().real(create<math::TruncOp>(x, x.getValue()));
}

Real select(Condition condition, Real ifTrue, Real ifFalse) {
  return ifTrue.getEmitter().real(create<arith::SelectOp>(
      condition, condition.getValue(), ifTrue.getValue(), ifFalse.getValue()));
}
Integer select(Condition condition, Integer ifTrue, Integer ifFalse) {
  return ifTrue.getEmitter().integer(create<arith::SelectOp>(
      condition, condition.getValue(), ifTrue.getValue(), ifFalse.getValue()));
}

Real polynomial(ArrayRef<double> coefficients, Real x) {
  Real result = x.constant(coefficients.back());
  for (double coefficient : llvm::reverse(coefficients.drop_back()))
    result = fma(result, x, coefficient);
  return result;
}

Pair addOrdered(Real a, Real b) {
  Real sum = a + b;
  return {sum, b - (sum - a)};
}
Pair multiplyExactly(Real a, Real b) {
  Real product = a * b;
  return {product, fma(a, b, -product)};
}
Pair multiply(Pair a, Pair b) {
  Pair product = multiplyExactly(a.high, b.high);
  Real cross = fma(a.high, b.low, a.low * b.high);
  return {product.high, product.low + cross};
}

} // namespace aikernel::portable
