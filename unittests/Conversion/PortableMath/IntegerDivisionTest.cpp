//===- IntegerDivisionTest.cpp - Division that is defined everywhere ------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compiled.h"
#include "aikernel/Conversion/PortableMath/Arithmetic.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include <gtest/gtest.h>
#include <limits>

using namespace aikernel;
using namespace aikernel::test;

namespace {

template <typename Int>
const char *typeName() {
  return sizeof(Int) == 1 ? "i8" : sizeof(Int) == 4 ? "i32" : "i64";
}

template <typename Int>
Int quotient(Int x, Int y) {
  if (y == 0)
    return 0;
  if (std::is_signed_v<Int> && y == Int(-1))
    return Int(0 - std::make_unsigned_t<Int>(x));
  return x / y;
}

template <typename Int>
Int remainder(Int x, Int y) {
  if (y == 0)
    return x;
  return std::is_signed_v<Int> && y == Int(-1) ? Int(0) : Int(x % y);
}

template <typename Int>
Compiled compile(decltype(buildDivide) *build) {
  std::string type = typeName<Int>();
  return Compiled("(" + type + ", " + type + ") -> " + type,
                  [=](mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::ValueRange arguments) {
                    return build(builder, loc, arguments[0], arguments[1],
                                 std::is_signed_v<Int>);
                  });
}

template <typename Int>
void checkBytes() {
  Compiled divide = compile<Int>(buildDivide);
  Compiled modulo = compile<Int>(buildRemainder);
  for (int i = 0; i < 256; ++i)
    for (int j = 0; j < 256; ++j) {
      Int x = i, y = j;
      ASSERT_EQ(divide.as<Int(Int, Int)>()(x, y), quotient(x, y))
          << +x << " / " << +y;
      ASSERT_EQ(modulo.as<Int(Int, Int)>()(x, y), remainder(x, y))
          << +x << " MOD " << +y;
    }
}

template <typename Int>
void checkEdges() {
  using Limits = std::numeric_limits<Int>;
  const Int edges[] = {0,
                       1,
                       Int(-1),
                       2,
                       Int(-2),
                       7,
                       Int(-7),
                       1000,
                       Limits::min(),
                       Int(Limits::min() + 1),
                       Limits::max(),
                       Int(Limits::max() - 1)};
  Compiled divide = compile<Int>(buildDivide);
  Compiled modulo = compile<Int>(buildRemainder);
  for (Int x : edges)
    for (Int y : edges) {
      EXPECT_EQ(divide.as<Int(Int, Int)>()(x, y), quotient(x, y))
          << x << " / " << y;
      EXPECT_EQ(modulo.as<Int(Int, Int)>()(x, y), remainder(x, y))
          << x << " MOD " << y;
    }
}

TEST(IntegerDivision, OfBytesIsAsDefinedForAllPairs) {
  checkBytes<int8_t>();
  checkBytes<uint8_t>();
}

TEST(IntegerDivision, OfWideIntegersIsAsDefinedAtTheEdges) {
  checkEdges<int32_t>();
  checkEdges<uint32_t>();
  checkEdges<int64_t>();
  checkEdges<uint64_t>();
}

/// Divides by a constant, and checks that no operation but divisions,
/// subtractions and constants is needed.
template <typename Int>
void checkConstant(Int divisor) {
  bool isSigned = std::is_signed_v<Int>;
  auto body = [=](decltype(buildDivide) *build) -> Body {
    return [=](mlir::OpBuilder &builder, mlir::Location loc,
               mlir::ValueRange arguments) {
      mlir::Value constant = mlir::arith::ConstantIntOp::create(
          builder, loc, arguments[0].getType(), int64_t(divisor));
      mlir::Value result =
          build(builder, loc, arguments[0], constant, isSigned);
      for (mlir::Operation &op : *builder.getBlock())
        EXPECT_FALSE(
            (mlir::isa<mlir::arith::SelectOp, mlir::arith::CmpIOp>(op)))
            << "a guard around division by " << +divisor;
      return result;
    };
  };
  std::string type = typeName<Int>();
  Compiled divide("(" + type + ") -> " + type, body(buildDivide));
  Compiled modulo("(" + type + ") -> " + type, body(buildRemainder));
  for (Int x :
       {Int(0), Int(1), Int(-1), Int(100), std::numeric_limits<Int>::min(),
        std::numeric_limits<Int>::max()}) {
    EXPECT_EQ(divide.as<Int(Int)>()(x), quotient(x, divisor));
    EXPECT_EQ(modulo.as<Int(Int)>()(x), remainder(x, divisor));
  }
}

TEST(IntegerDivision, ByAConstantNeedsNoGuard) {
  for (int divisor : {0, 1, -1, 3, -3, 16}) {
    checkConstant<int32_t>(divisor);
    checkConstant<uint32_t>(divisor);
    checkConstant<int8_t>(divisor);
  }
}

} // namespace
