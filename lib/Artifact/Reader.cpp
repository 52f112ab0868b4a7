//===- Reader.cpp - Reads a table of contents -----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Reader.h"
#include <algorithm>
#include <cstring>

using namespace aikernel::artifact;
using namespace aikernel::artifact::format;

namespace {

struct TypeRow {
  std::string_view name, nameInC;
  uint32_t size;
};

/// In the order of ScalarType, which begins at 1.
constexpr TypeRow typeRows[] = {
    {"bool", "bool", 1},     {"i8", "int8_t", 1},
    {"i16", "int16_t", 2},   {"i32", "int32_t", 4},
    {"i64", "int64_t", 8},   {"u8", "uint8_t", 1},
    {"u16", "uint16_t", 2},  {"u32", "uint32_t", 4},
    {"u64", "uint64_t", 8},  {"f16", "uint16_t", 2},
    {"bf16", "uint16_t", 2}, {"f32", "float", 4},
    {"f64", "double", 8},    {"e4m3", "uint8_t", 1},
    {"e5m2", "uint8_t", 1},  {"text", "const char *", 8},
};

const TypeRow *typeRow(uint32_t type) {
  return type - 1 < std::size(typeRows) ? &typeRows[type - 1] : nullptr;
}

/// Number, thread and block of an AikMessageRecord.
constexpr uint32_t minimumRecordBytes = 16;

/// Larger parameter blocks than this exist on no target.
constexpr uint32_t maxArgumentBytes = 32768;

/// The record, zero where an older writer's records are shorter.
template <typename T>
T record(Bytes data, Table table, uint32_t index) {
  T result{};
  size_t size = table.stride < sizeof(T) ? table.stride : sizeof(T);
  std::memcpy(&result,
              data.data() + table.offset + size_t(index) * table.stride, size);
  return result;
}

/// Checks everything that the accessors rely on. Each check returns false after
/// it has written its message.
class Checker {
public:
  Checker(Bytes data, const Header &head, std::string &error)
      : data(data), head(head), error(error) {}

  bool run() {
    return table(head.kernels, firstKernelBytes, "kernels") &&
           table(head.parameters, sizeof(Parameter), "parameters") &&
           table(head.codes, sizeof(Code), "code versions") &&
           table(head.resources, sizeof(Resources), "resources") &&
           table(head.texts, sizeof(Text), "texts") &&
           table(head.messages, sizeof(Message), "messages") && texts() &&
           text(head.producer) && text(head.sourceName) && text(head.stem) &&
           text(head.imageSymbol) && kernels() && hostProgram() && codes();
  }

private:
  bool fail(std::string message) {
    error = "the table of contents is damaged: " + std::move(message);
    return false;
  }

  bool table(Table table, uint32_t minimumStride, const char *what) {
    if (table.count == 0)
      return true;
    if (table.stride < minimumStride)
      return fail(std::string("the records of the ") + what + " are too short");
    uint64_t end = table.offset + uint64_t(table.count) * table.stride;
    if (end > data.size())
      return fail(std::string("the ") + what + " reach beyond its end");
    return true;
  }

  bool text(Text text) {
    uint64_t end = uint64_t(text.offset) + text.length;
    if (end >= data.size())
      return fail("a text reaches beyond its end");
    if (data[end] != 0)
      return fail("a text is not terminated");
    for (uint64_t i = text.offset; i != end; ++i)
      if (data[i] < 0x20 || data[i] == 0x7f)
        return fail("a text contains a control character");
    return true;
  }

  bool range(Range range, Table table, const char *what) {
    if (uint64_t(range.first) + range.count > table.count)
      return fail(std::string("a range of ") + what + " is out of bounds");
    return true;
  }

  /// Ranges of one table follow one another, so that checking stays linear.
  bool nextRange(Range range, uint32_t &next, Table table, const char *what) {
    if (range.count == 0)
      return true;
    if (range.first != next)
      return fail(std::string("a range of ") + what + " is out of order");
    if (!this->range(range, table, what))
      return false;
    next += range.count;
    return true;
  }

  bool texts() {
    for (uint32_t i = 0; i != head.texts.count; ++i)
      if (!text(record<Text>(data, head.texts, i)))
        return false;
    return true;
  }

  /// `textsAllowed`: they are the inputs of the host program.
  bool parameters(Range range, uint32_t argumentBytes,
                  bool textsAllowed = false) {
    if (argumentBytes > maxArgumentBytes || argumentBytes % 8 != 0)
      return fail("a parameter block has an impossible size");
    if (!nextRange(range, nextParameter, head.parameters, "parameters"))
      return false;
    for (uint32_t i = 0; i != range.count; ++i)
      if (!parameter(record<Parameter>(data, head.parameters, range.first + i),
                     argumentBytes, textsAllowed))
        return false;
    return true;
  }

  bool parameter(const Parameter &p, uint32_t argumentBytes,
                 bool textsAllowed) {
    if (!text(p.name) || !text(p.help))
      return false;
    uint32_t elementSize = typeSize(p.type);
    bool isText = p.type == uint8_t(ScalarType::Text);
    bool mayBeText = textsAllowed && !(p.flags & IsArray);
    if (elementSize == 0 || (isText && !mayBeText))
      return fail("a parameter has an unknown type");
    if (isText && !text(defaultTextOf(p)))
      return false;
    uint32_t size = p.flags & IsArray ? 8 : elementSize;
    if (p.size != size || p.offset % size != 0 || p.offset > argumentBytes ||
        size > argumentBytes - p.offset)
      return fail("a parameter lies outside of its block");
    if (p.lengthOffset != unknown &&
        (p.lengthOffset % 8 != 0 ||
         uint64_t(p.lengthOffset) + 8 > argumentBytes))
      return fail("a hidden length lies outside of its block");
    return range(p.sizes, head.texts, "sizes");
  }

  bool kernels() {
    for (uint32_t i = 0; i != head.kernels.count; ++i) {
      Kernel k = record<Kernel>(data, head.kernels, i);
      if (!text(k.name) || !text(k.symbol) ||
          !parameters(k.parameters, k.argumentBytes) ||
          !range(k.hints, head.texts, "hints") || !messages(k))
        return false;
    }
    return true;
  }

  bool messages(const Kernel &k) {
    if (!(k.flags & HasMessages))
      return true;
    if (k.messageBuffer % 8 != 0 ||
        uint64_t(k.messageBuffer) + 8 > k.argumentBytes)
      return fail("a message buffer lies outside of its block");
    if (k.recordBytes % 8 != 0 || k.recordBytes < minimumRecordBytes)
      return fail("the records of messages have an impossible size");
    if (!nextRange(k.messages, nextMessage, head.messages, "messages"))
      return false;
    for (uint32_t i = 0; i != k.messages.count; ++i) {
      Message m = record<Message>(data, head.messages, k.messages.first + i);
      if (!text(m.text) || !text(m.file) || !text(m.function))
        return false;
    }
    return true;
  }

  bool hostProgram() {
    return text(head.host.symbol) &&
           parameters(head.host.inputs, head.host.argumentBytes,
                      /*textsAllowed=*/true);
  }

  bool codes() {
    for (uint32_t i = 0; i != head.codes.count; ++i)
      if (!code(record<Code>(data, head.codes, i)))
        return false;
    return true;
  }

  bool code(const Code &c) {
    if (!text(c.target) || !text(c.arch) ||
        !range(c.features, head.texts, "features") ||
        !range(c.resources, head.resources, "resources"))
      return false;
    if (c.resources.count != 0 && c.resources.count != head.kernels.count)
      return fail("a code version has resources for other kernels");
    if (c.imageOffset > data.size() ||
        c.imageSize > data.size() - c.imageOffset)
      return fail("an image reaches beyond its end");
    if (c.kind == uint32_t(CodeKind::PTX) &&
        (c.imageSize == 0 || data[c.imageOffset + c.imageSize - 1] != 0))
      return fail("PTX text is not terminated");
    return true;
  }

  Bytes data;
  const Header &head;
  std::string &error;
  uint32_t nextParameter = 0;
  uint32_t nextMessage = 0;
};

/// Reads what all major versions share, before anything else is trusted.
bool readHeader(Bytes bytes, Header &head, std::string &error) {
  if (bytes.size() < sizeof(magic) ||
      std::memcmp(bytes.data(), magic, sizeof(magic)) != 0) {
    error = "no table of contents: its first bytes are not those of one";
    return false;
  }
  if (bytes.size() < firstHeaderBytes) {
    error = "the table of contents is damaged: it is cut off";
    return false;
  }
  head = {};
  std::memcpy(&head, bytes.data(), firstHeaderBytes);
  if (head.majorVersion != majorVersion) {
    error = "the artifact has format version " +
            std::to_string(head.majorVersion) + "." +
            std::to_string(head.minorVersion) + ", and this reads version " +
            std::to_string(majorVersion) +
            ".x: use the aikernel version that made it";
    return false;
  }
  if (head.headerSize < firstHeaderBytes || head.headerSize > head.totalSize ||
      head.totalSize > bytes.size()) {
    error = "the table of contents is damaged: it is cut off";
    return false;
  }
  std::memcpy(&head, bytes.data(),
              std::min<size_t>(head.headerSize, sizeof(Header)));
  return true;
}

} // namespace

std::optional<Reader> Reader::parse(Bytes bytes, std::string &error) {
  Header head;
  if (!readHeader(bytes, head, error))
    return std::nullopt;
  Bytes data = bytes.first(head.totalSize);
  if (!Checker(data, head, error).run())
    return std::nullopt;
  return Reader(data, head);
}

std::string_view Reader::text(Text text) const {
  return {reinterpret_cast<const char *>(data.data()) + text.offset,
          text.length};
}

Kernel Reader::kernel(uint32_t index) const {
  return record<Kernel>(data, head.kernels, index);
}

std::optional<uint32_t> Reader::findKernel(std::string_view name) const {
  for (uint32_t i = 0; i != kernelCount(); ++i)
    if (text(kernel(i).name) == name)
      return i;
  return std::nullopt;
}

Parameter Reader::parameter(Range range, uint32_t index) const {
  return record<Parameter>(data, head.parameters, range.first + index);
}

std::string_view Reader::textAt(Range range, uint32_t index) const {
  return text(record<Text>(data, head.texts, range.first + index));
}

Message Reader::message(Range range, uint32_t index) const {
  return record<Message>(data, head.messages, range.first + index);
}

Code Reader::code(uint32_t index) const {
  return record<Code>(data, head.codes, index);
}

Bytes Reader::image(const Code &code) const {
  return data.subspan(code.imageOffset, code.imageSize);
}

Resources Reader::resources(const Code &code, uint32_t kernel) const {
  if (code.resources.count == 0)
    return {unknown, unknown, unknown, unknown, unknown, unknown};
  return record<Resources>(data, head.resources, code.resources.first + kernel);
}

Text aikernel::artifact::defaultTextOf(const Parameter &input) {
  return {uint32_t(input.defaultBits), uint32_t(input.defaultBits >> 32)};
}

std::string_view aikernel::artifact::typeName(uint32_t type) {
  const TypeRow *row = typeRow(type);
  return row ? row->name : std::string_view();
}

uint32_t aikernel::artifact::typeSize(uint32_t type) {
  const TypeRow *row = typeRow(type);
  return row ? row->size : 0;
}

std::string_view aikernel::artifact::typeNameInC(uint32_t type) {
  const TypeRow *row = typeRow(type);
  return row ? row->nameInC : std::string_view();
}

std::optional<ScalarType> aikernel::artifact::typeNamed(std::string_view name) {
  for (uint32_t i = 0; i != std::size(typeRows); ++i)
    if (typeRows[i].name == name)
      return ScalarType(i + 1);
  return std::nullopt;
}
