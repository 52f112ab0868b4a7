//===- Ulp.h - Errors in units in the last place ----------------*- C++ -*-===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIKERNEL_UNITTESTS_PORTABLEMATH_ULP_H
#define AIKERNEL_UNITTESTS_PORTABLEMATH_ULP_H

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace aikernel::test {

template <typename Float>
struct Format;
template <>
struct Format<float> {
  using Bits = uint32_t;
  static constexpr Bits quietNaN = 0x7fc00000;
};
template <>
struct Format<double> {
  using Bits = uint64_t;
  static constexpr Bits quietNaN = 0x7ff8000000000000;
};

template <typename Float>
Float fromBits(typename Format<Float>::Bits bits) {
  Float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

template <typename Float>
typename Format<Float>::Bits bitsOf(Float value) {
  typename Format<Float>::Bits bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

/// How far `result` is from `exact`, in units of the last place of the exact
/// number. Infinite for a wrong special value, sign of zero or bits of a NaN.
template <typename Float, typename Wide>
double ulpError(Float result, Wide exact) {
  constexpr double wrong = std::numeric_limits<double>::infinity();
  using Limits = std::numeric_limits<Float>;
  if (std::isnan(exact))
    return bitsOf(result) == Format<Float>::quietNaN ? 0 : wrong;
  if (std::isnan(result) || std::signbit(result) != std::signbit(exact))
    return wrong;
  Wide last = std::ldexp(Wide(1), Limits::max_exponent - Limits::digits);
  Wide beyond = std::ldexp(Wide(1), Limits::max_exponent);
  if (std::isinf(result)) {
    // What would have been rounded to infinity counts as that.
    Wide missing = beyond - last / 2 - std::fabs(exact);
    return missing <= 0 ? 0 : double(missing / last) + 0.5;
  }
  if (std::isinf(exact))
    return wrong;
  if (exact == 0)
    return result == 0 ? 0 : wrong;
  int exponent;
  std::frexp(exact, &exponent);
  exponent = std::max(exponent, Limits::min_exponent);
  Wide unit = std::ldexp(Wide(1), exponent - Limits::digits);
  return double(std::fabs(Wide(result) - exact) / unit);
}

} // namespace aikernel::test

#endif // AIKERNEL_UNITTESTS_PORTABLEMATH_ULP_H
