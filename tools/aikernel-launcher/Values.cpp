//===- Values.cpp - Values from the command line --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "Npy.h"
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

using namespace aikernel::launcher;

namespace {

enum class Kind { Bool, Signed, Unsigned, Float };

Kind kindOf(uint32_t type) {
  if (type == AIK_TYPE_BOOL)
    return Kind::Bool;
  if (type <= AIK_TYPE_I64)
    return Kind::Signed;
  return type <= AIK_TYPE_U64 ? Kind::Unsigned : Kind::Float;
}

uint64_t lowBits(uint64_t bits, unsigned count) {
  return count >= 64 ? bits : bits & ((uint64_t(1) << count) - 1);
}

/// A small float format with an implicit leading one.
struct SmallFloat {
  int exponentBits, mantissaBits;
  bool hasInfinity; ///< else the largest finite value takes its place
  uint64_t maxFinite, nan;
};

constexpr SmallFloat f16{5, 10, true, 0x7bff, 0x7e00};
constexpr SmallFloat bf16{8, 7, true, 0x7f7f, 0x7fc0};
constexpr SmallFloat e4m3{4, 3, false, 0x7e, 0x7f};
constexpr SmallFloat e5m2{5, 2, false, 0x7b, 0x7e};

/// Rounded to nearest even.
uint64_t encode(double value, const SmallFloat &format) {
  int signAt = format.exponentBits + format.mantissaBits;
  uint64_t sign = uint64_t(std::signbit(value)) << signAt;
  double magnitude = std::fabs(value);
  if (std::isnan(value))
    return sign | format.nan;
  uint64_t infinity = ((uint64_t(1) << format.exponentBits) - 1)
                      << format.mantissaBits;
  uint64_t overflow = format.hasInfinity ? infinity : format.maxFinite;
  if (std::isinf(value))
    return sign | overflow;
  int bias = (1 << (format.exponentBits - 1)) - 1;
  int exponent =
      magnitude == 0 ? 1 - bias : std::max(std::ilogb(magnitude), 1 - bias);
  // In units of the last place; the carry of rounding runs into the exponent.
  double units =
      std::nearbyint(std::ldexp(magnitude, format.mantissaBits - exponent));
  uint64_t significand = uint64_t(units);
  uint64_t bits =
      (uint64_t(exponent + bias - 1) << format.mantissaBits) + significand;
  return sign | (bits > format.maxFinite ? overflow : bits);
}

uint64_t encodeFloat(double value, uint32_t type) {
  switch (type) {
  case AIK_TYPE_F16:
    return encode(value, f16);
  case AIK_TYPE_BF16:
    return encode(value, bf16);
  case AIK_TYPE_E4M3:
    return encode(value, e4m3);
  case AIK_TYPE_E5M2:
    return encode(value, e5m2);
  }
  uint64_t bits;
  memcpy(&bits, &value, sizeof(bits));
  return bits;
}

double decode(uint64_t bits, const SmallFloat &format) {
  int signAt = format.exponentBits + format.mantissaBits;
  uint64_t magnitude = lowBits(bits, signAt);
  double sign = bits >> signAt & 1 ? -1 : 1;
  if (magnitude > format.maxFinite)
    return format.hasInfinity && magnitude == format.maxFinite + 1
               ? sign * INFINITY
               : NAN;
  int exponent = int(magnitude >> format.mantissaBits);
  uint64_t significand = lowBits(magnitude, format.mantissaBits);
  if (exponent != 0)
    significand |= uint64_t(1) << format.mantissaBits;
  int bias = (1 << (format.exponentBits - 1)) - 1;
  return sign * std::ldexp(double(significand),
                           std::max(exponent, 1) - bias - format.mantissaBits);
}

double decodeFloat(uint64_t bits, uint32_t type) {
  switch (type) {
  case AIK_TYPE_F16:
    return decode(bits, f16);
  case AIK_TYPE_BF16:
    return decode(bits, bf16);
  case AIK_TYPE_E4M3:
    return decode(bits, e4m3);
  case AIK_TYPE_E5M2:
    return decode(bits, e5m2);
  case AIK_TYPE_F32:
    return std::bit_cast<float>(uint32_t(bits));
  }
  return std::bit_cast<double>(bits);
}

uint64_t bitsOf(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof(bits));
  return bits;
}

template <typename T>
bool parseAll(std::string_view text, T &value, int base = 10) {
  auto [end, failure] =
      std::from_chars(text.data(), text.data() + text.size(), value, base);
  return failure == std::errc() && end == text.data() + text.size();
}

template <typename T>
bool parseAllFloat(std::string_view text, T &value) {
  auto [end, failure] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size();
}

/// " (0 to 255)"
std::string rangeOf(uint32_t type) {
  unsigned width = 8 * aikTypeSize(type);
  bool isSigned = kindOf(type) == Kind::Signed;
  uint64_t most = lowBits(~uint64_t(0), width) >> isSigned;
  std::string least = isSigned ? std::to_string(-int64_t(most) - 1) : "0";
  return " (" + least + " to " + std::to_string(most) + ")";
}

std::optional<uint64_t> parseInteger(std::string_view text, uint32_t type) {
  bool isNegative = text.starts_with('-');
  std::string_view digits = text.substr(isNegative);
  int base = digits.starts_with("0x") || digits.starts_with("0X") ? 16 : 10;
  uint64_t magnitude;
  if (!parseAll(digits.substr(base == 16 ? 2 : 0), magnitude, base))
    return std::nullopt;
  unsigned width = 8 * aikTypeSize(type);
  uint64_t limit = lowBits(~uint64_t(0), width);
  if (kindOf(type) == Kind::Signed)
    limit = limit / 2 + isNegative;
  else if (isNegative && magnitude != 0)
    return std::nullopt;
  if (magnitude > limit)
    return std::nullopt;
  return lowBits(isNegative ? -magnitude : magnitude, width);
}

std::optional<uint64_t> parseFloat(std::string_view text, uint32_t type) {
  float single;
  double number;
  if (type == AIK_TYPE_F32)
    return parseAllFloat(text, single) ? std::optional(bitsOf(single))
                                       : std::nullopt;
  return parseAllFloat(text, number) ? std::optional(encodeFloat(number, type))
                                     : std::nullopt;
}

std::optional<uint64_t> parseBool(std::string_view text) {
  if (text == "true" || text == "1")
    return 1;
  if (text == "false" || text == "0")
    return 0;
  return std::nullopt;
}

/// The number of elements of "64x32".
std::optional<uint64_t> countElements(std::string_view shape) {
  uint64_t count = 1;
  while (true) {
    size_t end = std::min(shape.find('x'), shape.size());
    uint64_t size;
    if (!parseAll(shape.substr(0, end), size) ||
        __builtin_mul_overflow(count, size, &count))
      return std::nullopt;
    if (end == shape.size())
      return count;
    shape.remove_prefix(end + 1);
  }
}

uint64_t elementNumber(uint64_t index, uint32_t type) {
  if (type == AIK_TYPE_F32)
    return bitsOf(float(index));
  if (kindOf(type) == Kind::Float)
    return encodeFloat(double(index), type);
  return kindOf(type) == Kind::Bool ? index & 1 : index;
}

void fillWithIndices(const AikArg &array, uint32_t type) {
  uint32_t size = aikTypeSize(type);
  auto *next = static_cast<char *>(array.pointer);
  for (uint64_t i = 0; i != array.length; ++i, next += size) {
    uint64_t bits = elementNumber(i, type);
    memcpy(next, &bits, size);
  }
}

} // namespace

std::optional<uint64_t> aikernel::launcher::parseScalar(std::string_view text,
                                                        uint32_t type,
                                                        std::string &error) {
  std::optional<uint64_t> bits;
  std::string range;
  switch (kindOf(type)) {
  case Kind::Bool:
    bits = parseBool(text);
    break;
  case Kind::Signed:
  case Kind::Unsigned:
    bits = parseInteger(text, type);
    range = rangeOf(type);
    break;
  case Kind::Float:
    bits = parseFloat(text, type);
    break;
  }
  if (!bits)
    error = "'" + std::string(text) + "' is no " + aikTypeName(type) + range;
  return bits;
}

std::string aikernel::launcher::formatScalar(uint64_t bits, uint32_t type) {
  unsigned width = 8 * aikTypeSize(type);
  switch (kindOf(type)) {
  case Kind::Bool:
    return bits ? "true" : "false";
  case Kind::Signed:
    return std::to_string(int64_t(bits << (64 - width)) >> (64 - width));
  case Kind::Unsigned:
    return std::to_string(bits);
  case Kind::Float:
    break;
  }
  char text[32], *end = text;
  auto write = [&](auto... how) {
    end = std::to_chars(text, text + sizeof(text), how...).ptr;
    return parseFloat({text, end}, type) == bits;
  };
  double value = decodeFloat(bits, type);
  if (type == AIK_TYPE_F64)
    write(value);
  else if (type == AIK_TYPE_F32)
    write(float(value));
  else
    for (int digits = 1;
         !write(value, std::chars_format::general, digits) && digits < 9;)
      ++digits;
  return std::string(text, end);
}

std::optional<AikArg> aikernel::launcher::parseArray(AikContext *context,
                                                     std::string_view text,
                                                     uint32_t type,
                                                     std::string &error) {
  constexpr std::string_view zeros = "zeros:", iota = "iota:";
  if (text.starts_with('@'))
    return readNpy(context, std::string(text.substr(1)), type, error);
  bool isIota = text.starts_with(iota);
  if (!isIota && !text.starts_with(zeros)) {
    error = "'" + std::string(text) +
            "' is no array; write zeros:1024, iota:64x32 or @file.npy";
    return std::nullopt;
  }
  std::string_view shape = text.substr(isIota ? iota.size() : zeros.size());
  auto count = countElements(shape);
  uint64_t bytes;
  if (!count || __builtin_mul_overflow(*count, aikTypeSize(type), &bytes)) {
    error = "'" + std::string(shape) + "' is no shape; write 1024 or 64x32";
    return std::nullopt;
  }
  AikArg array{};
  array.length = *count;
  if (aikMemoryAlloc(context, bytes, AIK_MEMORY_DEFAULT, &array.pointer)) {
    error = aikGetLastError(context);
    return std::nullopt;
  }
  if (isIota)
    fillWithIndices(array, type);
  return array;
}
