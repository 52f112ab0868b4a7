//===- Compare.cpp - Two arrays that should be equal ----------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace aikernel::run;

static double floatError(double actual, double expected) {
  if (actual == expected || (std::isnan(actual) && std::isnan(expected)))
    return 0;
  double error = std::abs(actual - expected);
  return std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
}

static double integerError(uint64_t actual, uint64_t expected, bool isSigned) {
  bool isGreater =
      isSigned ? int64_t(actual) > int64_t(expected) : actual > expected;
  return double(isGreater ? actual - expected : expected - actual);
}

namespace {
struct Difference {
  double error;
  double magnitude; ///< of the expected value
};
} // namespace

static Difference differenceOf(uint64_t actual, uint64_t expected,
                               ScalarType type) {
  if (kindOf(type) == ScalarKind::Float) {
    double number = toDouble(expected, type);
    return {floatError(toDouble(actual, type), number), std::abs(number)};
  }
  bool isSigned = kindOf(type) == ScalarKind::Signed;
  uint64_t number = extend(expected, type);
  return {integerError(extend(actual, type), number, isSigned),
          isSigned ? std::abs(double(int64_t(number))) : double(number)};
}

static bool passes(Difference difference, Tolerance tolerance) {
  return difference.error == 0 ||
         (std::isfinite(difference.error) &&
          difference.error <=
              tolerance.absolute + tolerance.relative * difference.magnitude);
}

Comparison aikernel::run::compare(const uint8_t *actual,
                                  const uint8_t *expected, uint64_t count,
                                  ScalarType type, Tolerance tolerance) {
  Comparison result;
  unsigned size = sizeOf(type);
  if (count == 0 || memcmp(actual, expected, count * size) == 0)
    return result;
  for (uint64_t i = 0; i != count; ++i) {
    Difference difference =
        differenceOf(loadBits(actual + i * size, size),
                     loadBits(expected + i * size, size), type);
    result.largestError = std::max(result.largestError, difference.error);
    if (!passes(difference, tolerance) && result.differing++ == 0)
      result.first = i;
  }
  return result;
}
