//===- Scalar.cpp - Values of px types as text and as numbers -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scalar.h"
#include "aikernel/Artifact/Reader.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include <charconv>
#include <cstring>

using namespace aikernel::run;
using llvm::APFloat;
using llvm::APInt;
using llvm::StringRef;

static_assert(llvm::endianness::native == llvm::endianness::little);

ScalarKind aikernel::run::kindOf(ScalarType type) {
  if (type == ScalarType::Bool)
    return ScalarKind::Bool;
  if (type <= ScalarType::I64)
    return ScalarKind::Signed;
  return type <= ScalarType::U64 ? ScalarKind::Unsigned : ScalarKind::Float;
}

StringRef aikernel::run::nameOf(ScalarType type) {
  return artifact::typeName(uint32_t(type));
}

unsigned aikernel::run::sizeOf(ScalarType type) {
  return artifact::typeSize(uint32_t(type));
}

uint64_t aikernel::run::loadBits(const uint8_t *memory, unsigned size) {
  uint64_t bits = 0;
  memcpy(&bits, memory, size);
  return bits;
}

void aikernel::run::storeBits(uint8_t *memory, uint64_t bits, unsigned size) {
  memcpy(memory, &bits, size);
}

uint64_t aikernel::run::extend(uint64_t bits, ScalarType type) {
  unsigned width = 8 * sizeOf(type);
  return kindOf(type) == ScalarKind::Signed
             ? llvm::SignExtend64(bits, width)
             : bits & llvm::maskTrailingOnes<uint64_t>(width);
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

static const llvm::fltSemantics &semanticsOf(ScalarType type) {
  switch (type) {
  case ScalarType::F16:
    return APFloat::IEEEhalf();
  case ScalarType::BF16:
    return APFloat::BFloat();
  case ScalarType::F32:
    return APFloat::IEEEsingle();
  case ScalarType::E4M3:
    return APFloat::Float8E4M3FN();
  case ScalarType::E5M2:
    return APFloat::Float8E5M2();
  default:
    return APFloat::IEEEdouble();
  }
}

static bool saturates(ScalarType type) {
  return type == ScalarType::E4M3 || type == ScalarType::E5M2;
}

double aikernel::run::toDouble(uint64_t bits, ScalarType type) {
  if (type == ScalarType::F64)
    return llvm::bit_cast<double>(bits);
  if (type == ScalarType::F32)
    return llvm::bit_cast<float>(uint32_t(bits));
  if (type == ScalarType::BF16)
    return llvm::bit_cast<float>(uint32_t(bits) << 16);
  APFloat value(semanticsOf(type), APInt(8 * sizeOf(type), bits));
  bool losesInfo;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value.convertToDouble();
}

uint64_t aikernel::run::fromDouble(double number, ScalarType type) {
  if (type == ScalarType::F64)
    return llvm::bit_cast<uint64_t>(number);
  if (type == ScalarType::F32)
    return llvm::bit_cast<uint32_t>(float(number));
  if (saturates(type)) {
    double largest = APFloat::getLargest(semanticsOf(type)).convertToDouble();
    if (number > largest || number < -largest)
      number = number < 0 ? -largest : largest;
  }
  APFloat value(number);
  bool losesInfo;
  value.convert(semanticsOf(type), APFloat::rmNearestTiesToEven, &losesInfo);
  return value.bitcastToAPInt().getZExtValue();
}

//===----------------------------------------------------------------------===//
// From text
//===----------------------------------------------------------------------===//

static llvm::Error notA(StringRef text, ScalarType type) {
  return llvm::createStringError("'" + text + "' is no " + nameOf(type));
}

static llvm::Error outOfRange(StringRef text, ScalarType type,
                              const llvm::Twine &range) {
  return llvm::createStringError("'" + text + "' is out of range for " +
                                 nameOf(type) + " (" + range + ")");
}

static llvm::Expected<uint64_t> parseBool(StringRef text) {
  if (text == "true" || text == "1")
    return 1;
  if (text == "false" || text == "0")
    return 0;
  return llvm::createStringError("'" + text +
                                 "' is no bool; write true or false");
}

static llvm::Expected<uint64_t> parseInteger(StringRef text, ScalarType type) {
  StringRef digits = text;
  bool isNegative = digits.consume_front("-");
  unsigned radix = digits.consume_front_insensitive("0x") ? 16 : 10;
  APInt value;
  if (digits.getAsInteger(radix, value))
    return notA(text, type);

  unsigned width = 8 * sizeOf(type);
  bool isSigned = kindOf(type) == ScalarKind::Signed;
  APInt low = isSigned ? APInt::getSignedMinValue(width) : APInt(width, 0);
  APInt high =
      isSigned ? APInt::getSignedMaxValue(width) : APInt::getMaxValue(width);
  unsigned wide = std::max(value.getBitWidth(), width) + 2;
  value = value.zext(wide);
  if (isNegative)
    value.negate();
  APInt wideLow = isSigned ? low.sext(wide) : low.zext(wide);
  if (value.slt(wideLow) || value.sgt(high.zext(wide)))
    return outOfRange(text, type,
                      llvm::toString(low, 10, isSigned) + " to " +
                          llvm::toString(high, 10, isSigned));
  return value.trunc(width).getZExtValue();
}

static llvm::Expected<uint64_t> parseFloat(StringRef text, ScalarType type) {
  // Without an exponent, a hexadecimal number is an integer.
  std::string spelling = text.str();
  StringRef digits = text;
  digits.consume_front("-");
  if (digits.starts_with_insensitive("0x") && !digits.contains_insensitive('p'))
    spelling += "p0";
  // APFloat lets an exponent without digits pass.
  if (spelling.find_last_of("eEpP+-") == spelling.size() - 1)
    return notA(text, type);

  // An 8-bit float has no room for the infinities that this text may name.
  const llvm::fltSemantics &semantics =
      saturates(type) ? APFloat::IEEEdouble() : semanticsOf(type);
  APFloat value(semantics);
  auto status = value.convertFromString(spelling, APFloat::rmNearestTiesToEven);
  if (llvm::Error error = status.takeError()) {
    llvm::consumeError(std::move(error));
    return notA(text, type);
  }
  APFloat largest = APFloat::getLargest(semanticsOf(type));
  double limit = largest.convertToDouble();
  bool isTooLarge = *status & APFloat::opOverflow;
  if (saturates(type) && value.isFinite())
    isTooLarge |= std::abs(value.convertToDouble()) > limit;
  if (isTooLarge)
    return outOfRange(text, type,
                      "-" + formatScalar(fromDouble(limit, type), type) +
                          " to " + formatScalar(fromDouble(limit, type), type));
  if (saturates(type))
    return fromDouble(value.convertToDouble(), type);
  return value.bitcastToAPInt().getZExtValue();
}

llvm::Expected<uint64_t> aikernel::run::parseScalar(StringRef text,
                                                    ScalarType type) {
  switch (kindOf(type)) {
  case ScalarKind::Bool:
    return parseBool(text);
  case ScalarKind::Signed:
  case ScalarKind::Unsigned:
    return parseInteger(text, type);
  case ScalarKind::Float:
    return parseFloat(text, type);
  }
  llvm_unreachable("a scalar of no kind");
}

//===----------------------------------------------------------------------===//
// To text
//===----------------------------------------------------------------------===//

template <typename T>
static std::string shortest(T value) {
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  return std::string(buffer, end);
}

std::string aikernel::run::formatScalar(uint64_t bits, ScalarType type) {
  switch (kindOf(type)) {
  case ScalarKind::Bool:
    return bits ? "true" : "false";
  case ScalarKind::Signed:
    return std::to_string(int64_t(extend(bits, type)));
  case ScalarKind::Unsigned:
    return std::to_string(extend(bits, type));
  case ScalarKind::Float:
    double value = toDouble(bits, type);
    return type == ScalarType::F64 ? shortest(value) : shortest(float(value));
  }
  llvm_unreachable("a scalar of no kind");
}
