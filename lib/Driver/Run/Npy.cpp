//===- Npy.cpp - NumPy's file format --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Npy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace aikernel::run;
using llvm::StringRef;
using llvm::support::endian::read16le;
using llvm::support::endian::read32le;

static constexpr StringRef magic = "\x93NUMPY";

/// NumPy aligns the elements to this.
static constexpr size_t headerAlignment = 64;

static llvm::Error malformed(const llvm::Twine &why) {
  return llvm::createStringError("is no valid .npy file: " + why);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

NpyType aikernel::run::npyTypeFor(ScalarType type) {
  switch (type) {
  case ScalarType::Bool:
    return {'b', 1};
  case ScalarType::BF16:
  case ScalarType::E4M3:
  case ScalarType::E5M2:
    return {'u', sizeOf(type)};
  default:
    break;
  }
  switch (kindOf(type)) {
  case ScalarKind::Signed:
    return {'i', sizeOf(type)};
  case ScalarKind::Float:
    return {'f', sizeOf(type)};
  default:
    return {'u', sizeOf(type)};
  }
}

/// "<f4"; single bytes have no order.
static std::string descriptorOf(NpyType type) {
  return (type.size == 1 ? "|" : "<") + std::string(1, type.kind) +
         std::to_string(type.size);
}

std::string NpyType::spelling() const {
  for (ScalarType type = ScalarType::Bool; type <= ScalarType::F64;
       type = ScalarType(uint8_t(type) + 1))
    if (type != ScalarType::BF16 && npyTypeFor(type) == *this)
      return nameOf(type).str();
  return "'" + descriptorOf(*this) + "'";
}

/// Of the text between the quotes.
static llvm::Expected<NpyType> parseDescriptor(StringRef text) {
  StringRef rest = text;
  char order = '=';
  if (!rest.empty() && StringRef("<>|=").contains(rest.front())) {
    order = rest.front();
    rest = rest.drop_front();
  }
  NpyType type{rest.empty() ? '\0' : rest.front(), 0};
  if (!llvm::isAlpha(type.kind))
    return malformed("its element type is '" + text + "'");
  rest = rest.drop_front();
  if (!StringRef("biufcV").contains(type.kind))
    return llvm::createStringError("holds no numbers, but '" + text + "'");
  if (rest.getAsInteger(10, type.size) || type.size == 0)
    return malformed("its element type is '" + text + "'");
  if (order == '>' && type.size > 1)
    return llvm::createStringError(
        "is big-endian ('" + text + "'); save it as '<" + text.drop_front() +
        "', for example with array.astype('<" + text.drop_front() + "')");
  return type;
}

//===----------------------------------------------------------------------===//
// The header: a Python dictionary
//===----------------------------------------------------------------------===//

namespace {
class HeaderParser {
public:
  explicit HeaderParser(StringRef text) : rest(text) {}

  llvm::Expected<NpyArray> parse();

private:
  llvm::Error parseEntry();
  llvm::Error parseOrder();
  llvm::Error parseShapeTuple();

  /// Skips blanks and then `token`, if it is there.
  bool consume(StringRef token) {
    rest = rest.ltrim(" \t\n");
    return rest.consume_front(token);
  }
  std::optional<StringRef> consumeString();

  StringRef rest;
  std::optional<NpyType> type;
  std::optional<Shape> shape;
  std::optional<bool> isFortranOrder;
};
} // namespace

std::optional<StringRef> HeaderParser::consumeString() {
  StringRef quote = consume("'") ? "'" : consume("\"") ? "\"" : "";
  size_t end = quote.empty() ? StringRef::npos : rest.find(quote);
  if (end == StringRef::npos)
    return std::nullopt;
  StringRef text = rest.take_front(end);
  rest = rest.drop_front(end + 1);
  return text;
}

llvm::Error HeaderParser::parseOrder() {
  if (consume("True"))
    isFortranOrder = true;
  else if (consume("False"))
    isFortranOrder = false;
  else
    return malformed("its fortran_order is neither True nor False");
  return llvm::Error::success();
}

llvm::Error HeaderParser::parseShapeTuple() {
  if (!consume("("))
    return malformed("its shape is no tuple");
  shape.emplace();
  while (!consume(")")) {
    uint64_t size;
    if (rest.consumeInteger(10, size))
      return malformed("its shape has a size that is no number");
    shape->push_back(size);
    rest.consume_front("L"); // Python 2
    if (!consume(",") && !rest.starts_with(")"))
      return malformed("its shape is not closed");
  }
  return llvm::Error::success();
}

llvm::Error HeaderParser::parseEntry() {
  std::optional<StringRef> key = consumeString();
  if (!key || !consume(":"))
    return malformed("its header is no dictionary");
  if (*key == "fortran_order" && !isFortranOrder)
    return parseOrder();
  if (*key == "shape" && !shape)
    return parseShapeTuple();
  if (*key != "descr" || type)
    return malformed("its header has an entry too many");
  if (consume("["))
    return llvm::createStringError("holds no numbers, but records");
  std::optional<StringRef> text = consumeString();
  if (!text)
    return malformed("its element type is no string");
  llvm::Expected<NpyType> parsed = parseDescriptor(*text);
  if (!parsed)
    return parsed.takeError();
  type = *parsed;
  return llvm::Error::success();
}

llvm::Expected<NpyArray> HeaderParser::parse() {
  if (!consume("{"))
    return malformed("its header is no dictionary");
  while (!consume("}")) {
    if (llvm::Error error = parseEntry())
      return error;
    if (!consume(",") && !rest.starts_with("}"))
      return malformed("its header is not closed");
  }
  if (!rest.trim(" \t\n").empty())
    return malformed("something follows its header");
  if (!type || !shape || !isFortranOrder)
    return malformed("its header lacks an entry");
  if (*isFortranOrder && shape->size() > 1)
    return llvm::createStringError(
        "is in Fortran order; save numpy.ascontiguousarray(array)");
  return NpyArray{*type, *shape, {}};
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

/// Takes the dictionary from the front of the file.
static llvm::Expected<StringRef> takeHeader(StringRef &file) {
  if (!file.consume_front(magic))
    return malformed("it does not begin like one");
  if (file.size() < 2)
    return malformed("its header is cut off");
  unsigned version = uint8_t(file[0]);
  if (version < 1 || version > 3)
    return llvm::createStringError("is a .npy file of version " +
                                   llvm::Twine(version) +
                                   "; versions 1 to 3 can be read");
  file = file.drop_front(2);
  size_t lengthBytes = version == 1 ? 2 : 4;
  if (file.size() < lengthBytes)
    return malformed("its header is cut off");
  size_t length = version == 1 ? read16le(file.data()) : read32le(file.data());
  file = file.drop_front(lengthBytes);
  if (file.size() < length)
    return malformed("its header is cut off");
  StringRef header = file.take_front(length);
  file = file.drop_front(length);
  return header;
}

llvm::Expected<NpyArray> aikernel::run::parseNpy(StringRef file) {
  llvm::Expected<StringRef> header = takeHeader(file);
  if (!header)
    return header.takeError();
  llvm::Expected<NpyArray> array = HeaderParser(*header).parse();
  if (!array)
    return array;
  std::optional<uint64_t> count = countElements(array->shape);
  uint64_t bytes;
  if (!count || __builtin_mul_overflow(*count, array->type.size, &bytes))
    return malformed("a shape of " + formatShape(array->shape) +
                     " is impossible");
  if (bytes != file.size())
    return malformed("a shape of " + formatShape(array->shape) + " takes " +
                     llvm::Twine(bytes) + " bytes, and " +
                     llvm::Twine(file.size()) + " follow");
  array->data = file;
  return array;
}

std::string aikernel::run::makeNpyHeader(NpyType type,
                                         llvm::ArrayRef<uint64_t> shape) {
  std::string dictionary = "{'descr': '" + descriptorOf(type) +
                           "', 'fortran_order': False, 'shape': (";
  for (uint64_t size : shape)
    dictionary += std::to_string(size) + (shape.size() == 1 ? "," : ", ");
  dictionary += "), }";

  constexpr size_t fixedBytes = magic.size() + 4;
  size_t end =
      llvm::alignTo(fixedBytes + dictionary.size() + 1, headerAlignment);
  size_t length = end - fixedBytes;
  dictionary.resize(length - 1, ' ');
  std::string header = magic.str();
  header += {1, 0, char(length & 0xff), char(length >> 8)};
  return header + dictionary + '\n';
}
