//===- Values.cpp - Values from the command line --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "runtime/io/ArrayFile.h"
#include <bit>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

using namespace aikernel::launcher;
using aikernel::runtime::ArrayReader;

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

/// Null for f32 and f64.
const SmallFloat *smallFloat(uint32_t type) {
  switch (type) {
  case AIK_TYPE_F16:
    return &f16;
  case AIK_TYPE_BF16:
    return &bf16;
  case AIK_TYPE_E4M3:
    return &e4m3;
  case AIK_TYPE_E5M2:
    return &e5m2;
  }
  return nullptr;
}

uint64_t encodeFloat(double value, uint32_t type) {
  if (const SmallFloat *format = smallFloat(type))
    return encode(value, *format);
  return std::bit_cast<uint64_t>(value);
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
  if (const SmallFloat *format = smallFloat(type))
    return decode(bits, *format);
  return type == AIK_TYPE_F32 ? std::bit_cast<float>(uint32_t(bits))
                              : std::bit_cast<double>(bits);
}

uint64_t largestFinite(uint32_t type) {
  if (const SmallFloat *format = smallFloat(type))
    return format->maxFinite;
  return type == AIK_TYPE_F32 ? 0x7f7fffff : 0x7fefffffffffffff;
}

uint64_t bitsOf(float value) { return std::bit_cast<uint32_t>(value); }

bool parseSize(std::string_view text, uint64_t &value) {
  auto [end, failure] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size();
}

template <typename T>
std::string shortest(T value) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof(text), value).ptr);
}

/// "0 to 255"
std::string rangeOf(uint32_t type) {
  unsigned width = 8 * aikTypeSize(type);
  if (kindOf(type) == Kind::Float) {
    double limit = decodeFloat(largestFinite(type), type);
    std::string most =
        type == AIK_TYPE_F64 ? shortest(limit) : shortest(float(limit));
    return "-" + most + " to " + most;
  }
  bool isSigned = kindOf(type) == Kind::Signed;
  uint64_t most = lowBits(~uint64_t(0), width) >> isSigned;
  std::string least = isSigned ? std::to_string(-int64_t(most) - 1) : "0";
  return least + " to " + std::to_string(most);
}

/// What a text says; a number that the type cannot hold has no bits.
struct Parsed {
  std::optional<uint64_t> bits;
  bool isOutOfRange = false;
};

constexpr Parsed outOfRange{std::nullopt, true};

Parsed parseInteger(std::string_view text, uint32_t type) {
  bool isNegative = text.starts_with('-');
  std::string_view digits = text.substr(isNegative);
  int base = digits.starts_with("0x") || digits.starts_with("0X") ? 16 : 10;
  digits.remove_prefix(base == 16 ? 2 : 0);
  uint64_t magnitude;
  auto [end, failure] = std::from_chars(
      digits.data(), digits.data() + digits.size(), magnitude, base);
  if (failure == std::errc::invalid_argument ||
      end != digits.data() + digits.size())
    return {};
  unsigned width = 8 * aikTypeSize(type);
  uint64_t limit = lowBits(~uint64_t(0), width);
  if (kindOf(type) == Kind::Signed)
    limit = limit / 2 + isNegative;
  else if (isNegative)
    limit = 0;
  if (failure == std::errc::result_out_of_range || magnitude > limit)
    return outOfRange;
  return {lowBits(isNegative ? -magnitude : magnitude, width)};
}

/// Of a finite value.
bool fits(double value, const SmallFloat &format) {
  if (format.hasInfinity)
    return std::isfinite(decode(encode(value, format), format));
  return std::fabs(value) <= decode(format.maxFinite, format);
}

Parsed parseFloat(std::string_view text, uint32_t type) {
  std::string copy(text);
  bool hasBlank = !copy.empty() && isspace(uint8_t(copy.front()));
  char *end;
  errno = 0;
  double number = type == AIK_TYPE_F32 ? strtof(copy.c_str(), &end)
                                       : strtod(copy.c_str(), &end);
  if (copy.empty() || hasBlank || end != copy.c_str() + copy.size())
    return {};
  if (errno == ERANGE && std::isinf(number))
    return outOfRange;
  if (type == AIK_TYPE_F32)
    return {bitsOf(float(number))};
  const SmallFloat *format = smallFloat(type);
  if (format && std::isfinite(number) && !fits(number, *format))
    return outOfRange;
  return {encodeFloat(number, type)};
}

Parsed parseBool(std::string_view text) {
  if (text == "true" || text == "1")
    return {1};
  if (text == "false" || text == "0")
    return {0};
  return {};
}

/// The number of elements of "64x32".
std::optional<uint64_t> countElements(std::string_view shape) {
  uint64_t count = 1;
  while (true) {
    size_t end = std::min(shape.find('x'), shape.size());
    uint64_t size;
    if (!parseSize(shape.substr(0, end), size) ||
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

std::optional<AikArg> readFile(AikContext *context, const std::string &path,
                               uint32_t type, std::string &error) {
  ArrayReader reader(aikernel::artifact::format::ScalarType(type), "the array");
  AikArg array{};
  if (!reader.open(path.c_str())) {
    error = reader.error;
    return std::nullopt;
  }
  uint32_t size = aikTypeSize(type);
  bool isRaw = path.ends_with(".bin");
  if (!reader.header() && !isRaw)
    error = "'" + path + "' is neither .npy nor .bin";
  else if (!reader.bytes())
    error = "'" + path + "' is no regular file";
  else if (*reader.bytes() % size != 0)
    error = "'" + path + "' has " + std::to_string(*reader.bytes()) +
            " bytes, not a whole number of " + aikTypeName(type);
  if (!error.empty())
    return std::nullopt;
  array.length = *reader.bytes() / size;
  if (aikMemoryAlloc(context, *reader.bytes(), AIK_MEMORY_DEFAULT,
                     &array.pointer))
    error = aikGetLastError(context);
  else if (!reader.read(array.pointer, *reader.bytes()))
    error = reader.error;
  return error.empty() ? std::optional(array) : std::nullopt;
}

} // namespace

std::optional<uint64_t> aikernel::launcher::parseScalar(std::string_view text,
                                                        uint32_t type,
                                                        std::string &error) {
  Kind kind = kindOf(type);
  Parsed parsed = kind == Kind::Bool    ? parseBool(text)
                  : kind == Kind::Float ? parseFloat(text, type)
                                        : parseInteger(text, type);
  std::string name = aikTypeName(type);
  if (parsed.isOutOfRange)
    error = "'" + std::string(text) + "' is out of range for " + name + " (" +
            rangeOf(type) + ")";
  else if (!parsed.bits)
    error = "'" + std::string(text) + "' is no " + name +
            (kind == Kind::Bool ? "; write true or false" : "");
  return parsed.bits;
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
    return parseFloat({text, end}, type).bits == bits;
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
    return readFile(context, std::string(text.substr(1)), type, error);
  bool isIota = text.starts_with(iota);
  if (!isIota && !text.starts_with(zeros)) {
    error =
        "'" + std::string(text) +
        "' is no array; write zeros:1024, iota:64x32, @file.npy or @file.bin";
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
