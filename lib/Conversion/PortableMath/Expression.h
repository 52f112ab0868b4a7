//===- Expression.h - Formulas that build arith operations ------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handles on SSA values with the usual operators, so that an expansion reads
// like the formula it stands for. Every operation is one arith or math
// operation without fast-math flags. Works on scalars and, elementwise, on
// vectors.
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_LIB_CONVERSION_PORTABLEMATH_EXPRESSION_H
#define AIKERNEL_LIB_CONVERSION_PORTABLEMATH_EXPRESSION_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"

namespace aikernel::portable {

class Real;
class Integer;

/// Where expressions are built.
struct Emitter {
  mlir::OpBuilder &builder;
  mlir::Location loc;

  Real real(mlir::Value value);
  Integer integer(mlir::Value value);
};

class Expression {
public:
  Expression(Emitter &emitter, mlir::Value value)
      : emitter(&emitter), value(value) {}

  Emitter &getEmitter() const { return *emitter; }
  mlir::Value getValue() const { return value; }
  mlir::Type getType() const { return value.getType(); }
  /// The bit width of an element.
  unsigned getWidth() const;

protected:
  /// `element`, or a vector of it with this value's shape.
  mlir::Type withElement(mlir::Type element) const;
  mlir::Type integerType(unsigned width) const;

  Emitter *emitter;
  mlir::Value value;
};

/// A truth value.
class Condition : public Expression {
public:
  using Expression::Expression;

  Condition operator&(Condition other) const;
  Condition operator|(Condition other) const;
  Condition operator^(Condition other) const;
  Condition operator!() const;
};

/// An integer without a sign; operations that need one say so in their name.
class Integer : public Expression {
public:
  using Expression::Expression;

  Integer constant(uint64_t constant) const;

  Integer operator+(Integer other) const;
  Integer operator-(Integer other) const;
  Integer operator*(Integer other) const;
  Integer operator&(Integer other) const;
  Integer operator|(Integer other) const;
  Integer operator^(Integer other) const;
  Integer operator<<(Integer count) const;
  Integer operator>>(Integer count) const;
  Integer operator+(uint64_t other) const { return *this + constant(other); }
  Integer operator-(uint64_t other) const { return *this - constant(other); }
  Integer operator&(uint64_t other) const { return *this & constant(other); }
  Integer operator|(uint64_t other) const { return *this | constant(other); }
  Integer operator<<(unsigned count) const { return *this << constant(count); }
  Integer operator>>(unsigned count) const { return *this >> constant(count); }
  Integer shiftRightSigned(unsigned count) const;

  Condition operator==(uint64_t other) const;
  Condition operator!=(uint64_t other) const;
  Condition lessUnsigned(uint64_t other) const;
  Condition lessSigned(uint64_t other) const;
  Condition lessSigned(Integer other) const;

  Integer truncate(unsigned width) const;
  Integer extend(unsigned width) const;

  /// The float with these bits.
  Real bitcast(mlir::FloatType type) const;
  Real toReal(mlir::FloatType type) const;
  Real toRealUnsigned(mlir::FloatType type) const;
};

/// A floating-point number.
class Real : public Expression {
public:
  using Expression::Expression;

  mlir::FloatType getFormat() const;
  bool isSingle() const { return getWidth() == 32; }
  /// Bits behind the leading one.
  unsigned getFractionBits() const;
  /// What is added to a stored exponent.
  int getBias() const;

  Real constant(double constant) const;
  Real infinity() const;
  Real quietNaN() const;

  Real operator+(Real other) const;
  Real operator-(Real other) const;
  Real operator*(Real other) const;
  Real operator/(Real other) const;
  Real operator-() const;
  Real operator+(double other) const { return *this + constant(other); }
  Real operator-(double other) const { return *this - constant(other); }
  Real operator*(double other) const { return *this * constant(other); }

  /// Comparisons are false when a side is NaN, except !=.
  Condition operator<(Real other) const;
  Condition operator==(Real other) const;
  Condition operator!=(Real other) const;
  Condition operator<(double other) const { return *this < constant(other); }
  Condition operator>(double other) const { return constant(other) < *this; }
  Condition operator==(double other) const { return *this == constant(other); }
  Condition isNaN() const { return *this != *this; }

  Integer bits() const;
  Real absolute() const;
  Real widen(mlir::FloatType type) const;
  /// Rounded to nearest, ties to even.
  Real narrow(mlir::FloatType type) const;
  Integer toInteger(unsigned width) const;
  Integer toIntegerUnsigned(unsigned width) const;
};

inline Real operator+(double left, Real right) { return right + left; }
inline Real operator*(double left, Real right) { return right * left; }
inline Real operator-(double left, Real right) {
  return right.constant(left) - right;
}
inline Real operator/(double left, Real right) {
  return right.constant(left) / right;
}

/// a * b + c, rounded once.
Real fma(Real a, Real b, Real c);
inline Real fma(Real a, double b, Real c) { return fma(a, a.constant(b), c); }
inline Real fma(Real a, Real b, double c) { return fma(a, b, a.constant(c)); }

/// These become one instruction on every target.
Real sqrt(Real x);
Real roundEven(Real x);
Real truncate(Real x);

Real select(Condition condition, Real ifTrue, Real ifFalse);
inline Real select(Condition condition, double ifTrue, Real ifFalse) {
  return select(condition, ifFalse.constant(ifTrue), ifFalse);
}
inline Real select(Condition condition, Real ifTrue, double ifFalse) {
  return select(condition, ifTrue, ifTrue.constant(ifFalse));
}
Integer select(Condition condition, Integer ifTrue, Integer ifFalse);
inline Integer select(Condition condition, uint64_t ifTrue, Integer ifFalse) {
  return select(condition, ifFalse.constant(ifTrue), ifFalse);
}
inline Integer select(Condition condition, Integer ifTrue, uint64_t ifFalse) {
  return select(condition, ifTrue, ifTrue.constant(ifFalse));
}

/// The polynomial with `coefficients`, lowest power first, by Horner's rule.
Real polynomial(llvm::ArrayRef<double> coefficients, Real x);

/// A number as the unevaluated sum of two; `low` is small against `high`.
struct Pair {
  Real high;
  Real low;
};

/// a + b without error, for |a| >= |b| or a == 0.
Pair addOrdered(Real a, Real b);
/// a * b without error.
Pair multiplyExactly(Real a, Real b);
/// a * b with about twice the precision of one number.
Pair multiply(Pair a, Pair b);

} // namespace aikernel::portable

#endif // AIKERNEL_LIB_CONVERSION_PORTABLEMATH_EXPRESSION_H
