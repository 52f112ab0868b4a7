//===- Npy.cpp - NumPy's file format --------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Npy.h"
#include "aikernel/Artifact/Reader.h"
#include <algorithm>
#include <charconv>

using namespace aikernel;
using namespace aikernel::npy;
using artifact::typeName;
using artifact::typeSize;

static constexpr std::string_view magic = "\x93NUMPY";

/// NumPy aligns the elements to this.
static constexpr size_t headerAlignment = 64;

/// Headers of real files have a line.
static constexpr uint32_t maxHeaderBytes = 1 << 20;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static bool isMissingInNumPy(ScalarType type) {
  return type == ScalarType::BF16 || type == ScalarType::E4M3 ||
         type == ScalarType::E5M2;
}

static char kindOf(ScalarType type) {
  if (type == ScalarType::Bool)
    return 'b';
  if (type <= ScalarType::I64)
    return 'i';
  return type <= ScalarType::U64 || isMissingInNumPy(type) ? 'u' : 'f';
}

Type npy::typeFor(ScalarType type) {
  return {kindOf(type), typeSize(uint32_t(type))};
}

bool npy::holds(Type file, ScalarType type) {
  Type own = typeFor(type);
  return file == own || (isMissingInNumPy(type) && file == Type{'V', own.size});
}

/// "<f4"; single bytes have no order.
static std::string descriptorOf(Type type) {
  return (type.size == 1 ? "|" : "<") + std::string(1, type.kind) +
         std::to_string(type.size);
}

std::string Type::spelling() const {
  for (auto type = ScalarType::Bool; type <= ScalarType::F64;
       type = ScalarType(uint8_t(type) + 1))
    if (!isMissingInNumPy(type) && typeFor(type) == *this)
      return std::string(typeName(uint32_t(type)));
  return "'" + descriptorOf(*this) + "'";
}

//===----------------------------------------------------------------------===//
// The header: a Python dictionary
//===----------------------------------------------------------------------===//

namespace {
/// What fails says why, and gives false or nothing.
class HeaderParser {
public:
  HeaderParser(std::string_view text, std::string &error)
      : rest(text), error(error) {}

  std::optional<Header> parse();

private:
  bool fail(const std::string &what) {
    error = what;
    return false;
  }
  bool malformed(const std::string &why) {
    return fail("is no valid .npy file: " + why);
  }

  bool parseEntries();
  bool parseEntry();
  bool parseType();
  bool parseDescriptor(std::string_view text);
  bool parseOrder();
  bool parseShape();

  void skipBlanks() {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n"), rest.size()));
  }
  /// Skips blanks and then `token`, if it is there.
  bool consume(std::string_view token) {
    skipBlanks();
    if (!rest.starts_with(token))
      return false;
    rest.remove_prefix(token.size());
    return true;
  }
  std::optional<std::string_view> consumeString();

  std::string_view rest;
  std::string &error;
  std::optional<Type> type;
  std::optional<std::vector<uint64_t>> shape;
  std::optional<bool> isFortranOrder;
};

/// Whether the whole text is a decimal number.
bool parseNumber(std::string_view text, uint32_t &number) {
  const char *end = text.data() + text.size();
  auto [next, failure] = std::from_chars(text.data(), end, number);
  return failure == std::errc() && next == end;
}

bool isOneOf(char c, std::string_view set) { return set.find(c) != set.npos; }

bool isLetter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
} // namespace

std::optional<std::string_view> HeaderParser::consumeString() {
  std::string_view quote = consume("'") ? "'" : consume("\"") ? "\"" : "";
  size_t end = quote.empty() ? rest.npos : rest.find(quote);
  if (end == rest.npos)
    return std::nullopt;
  std::string_view text = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return text;
}

/// Of the text between the quotes.
bool HeaderParser::parseDescriptor(std::string_view text) {
  std::string quoted = "'" + std::string(text) + "'";
  std::string_view letters = text;
  char order = '=';
  if (!letters.empty() && isOneOf(letters.front(), "<>|=")) {
    order = letters.front();
    letters.remove_prefix(1);
  }
  if (letters.empty() || !isLetter(letters.front()))
    return malformed("its element type is " + quoted);
  type = Type{letters.front(), 0};
  if (!isOneOf(type->kind, "biufcV"))
    return fail("holds no numbers, but " + quoted);
  if (!parseNumber(letters.substr(1), type->size) || type->size == 0)
    return malformed("its element type is " + quoted);
  if (order != '>' || type->size == 1)
    return true;
  std::string little = "'<" + std::string(letters) + "'";
  return fail("is big-endian (" + quoted + "); save it as " + little +
              ", for example with array.astype(" + little + ")");
}

bool HeaderParser::parseType() {
  if (consume("["))
    return fail("holds no numbers, but records");
  std::optional<std::string_view> text = consumeString();
  return text ? parseDescriptor(*text)
              : malformed("its element type is no string");
}

bool HeaderParser::parseOrder() {
  isFortranOrder = consume("True");
  return *isFortranOrder || consume("False") ||
         malformed("its fortran_order is neither True nor False");
}

bool HeaderParser::parseShape() {
  if (!consume("("))
    return malformed("its shape is no tuple");
  shape.emplace();
  while (!consume(")")) {
    skipBlanks();
    uint64_t size;
    auto [next, failure] =
        std::from_chars(rest.data(), rest.data() + rest.size(), size);
    if (failure != std::errc())
      return malformed("its shape has a size that is no number");
    shape->push_back(size);
    rest.remove_prefix(size_t(next - rest.data()));
    if (rest.starts_with("L")) // Python 2
      rest.remove_prefix(1);
    if (!consume(",") && !rest.starts_with(")"))
      return malformed("its shape is not closed");
  }
  return true;
}

bool HeaderParser::parseEntry() {
  std::optional<std::string_view> key = consumeString();
  if (!key || !consume(":"))
    return malformed("its header is no dictionary");
  if (*key == "descr" && !type)
    return parseType();
  if (*key == "fortran_order" && !isFortranOrder)
    return parseOrder();
  if (*key == "shape" && !shape)
    return parseShape();
  return malformed("its header has an entry too many");
}

bool HeaderParser::parseEntries() {
  if (!consume("{"))
    return malformed("its header is no dictionary");
  while (!consume("}")) {
    if (!parseEntry())
      return false;
    if (!consume(",") && !rest.starts_with("}"))
      return malformed("its header is not closed");
  }
  skipBlanks();
  if (!rest.empty())
    return malformed("something follows its header");
  return (type && shape && isFortranOrder) ||
         malformed("its header lacks an entry");
}

std::optional<Header> HeaderParser::parse() {
  if (!parseEntries())
    return std::nullopt;
  if (*isFortranOrder && shape->size() > 1) {
    fail("is in Fortran order; save numpy.ascontiguousarray(array)");
    return std::nullopt;
  }
  return Header{*type, std::move(*shape)};
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

/// Magic, version, length of the dictionary: 2 bytes in version 1, else 4.
static constexpr size_t lengthAt = 8;

static size_t dictionaryAt(std::string_view file) {
  return lengthAt + (file[6] == 1 ? 2 : 4);
}

std::optional<uint64_t> npy::headerEnd(std::string_view file,
                                       std::string &error) {
  auto malformed = [&](const char *why) {
    error = std::string("is no valid .npy file: ") + why;
    return std::nullopt;
  };
  if (!file.starts_with(magic))
    return malformed("it does not begin like one");
  if (file.size() < lengthAt)
    return malformed("its header is cut off");
  unsigned version = uint8_t(file[6]);
  if (version < 1 || version > 3) {
    error = "is a .npy file of version " + std::to_string(version) +
            "; versions 1 to 3 can be read";
    return std::nullopt;
  }
  size_t begin = dictionaryAt(file);
  if (file.size() < begin)
    return malformed("its header is cut off");
  uint32_t length = 0;
  for (size_t i = begin; i-- > lengthAt;)
    length = length << 8 | uint8_t(file[i]);
  if (length > maxHeaderBytes)
    return malformed("its header is longer than 1 MiB");
  return begin + length;
}

std::optional<Header> npy::parseHeader(std::string_view file,
                                       std::string &error) {
  std::optional<uint64_t> end = headerEnd(file, error);
  if (!end)
    return std::nullopt;
  if (file.size() < *end) {
    error = "is no valid .npy file: its header is cut off";
    return std::nullopt;
  }
  size_t begin = dictionaryAt(file);
  return HeaderParser(file.substr(begin, *end - begin), error).parse();
}

std::optional<uint64_t> npy::elementBytes(const Header &header,
                                          std::string &error) {
  uint64_t bytes = header.type.size;
  for (uint64_t size : header.shape)
    if (__builtin_mul_overflow(bytes, size, &bytes)) {
      error = "is no valid .npy file: a shape of " + formatShape(header.shape) +
              " is impossible";
      return std::nullopt;
    }
  return bytes;
}

std::string npy::wrongSize(const Header &header, uint64_t needed,
                           uint64_t found) {
  return "is no valid .npy file: a shape of " + formatShape(header.shape) +
         " takes " + std::to_string(needed) + " bytes, and " +
         std::to_string(found) + " follow";
}

std::string npy::formatShape(const std::vector<uint64_t> &shape) {
  std::string text;
  for (uint64_t size : shape)
    text += (text.empty() ? "" : "x") + std::to_string(size);
  return text.empty() ? "()" : text;
}

std::string npy::makeHeader(Type type, const uint64_t *sizes, size_t rank) {
  std::string dictionary = "{'descr': '" + descriptorOf(type) +
                           "', 'fortran_order': False, 'shape': (";
  for (size_t i = 0; i != rank; ++i)
    dictionary += std::to_string(sizes[i]) + (rank == 1 ? "," : ", ");
  dictionary += "), }";

  constexpr size_t fixedBytes = magic.size() + 4;
  size_t end = (fixedBytes + dictionary.size() + headerAlignment) /
               headerAlignment * headerAlignment;
  size_t length = end - fixedBytes;
  dictionary.resize(length - 1, ' ');
  std::string header(magic);
  header += {1, 0, char(length & 0xff), char(length >> 8)};
  return header + dictionary + '\n';
}
