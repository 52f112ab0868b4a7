//===- Writer.cpp - Writes a table of contents ----------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Writer.h"
#include "aikernel/abi.h"
#include <cassert>
#include <cstring>
#include <map>

using namespace aikernel::artifact;
using namespace aikernel::artifact::format;

namespace {

/// The characters of all texts, each distinct text once.
class TextPool {
public:
  /// Control characters become blanks: readers refuse them.
  Text add(std::string_view text) {
    std::string clean(text);
    for (char &c : clean)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        c = ' ';
    auto [place, isNew] = places.try_emplace(clean, characters.size());
    if (isNew)
      characters.append(clean.c_str(), clean.size() + 1);
    return {place->second, uint32_t(clean.size())};
  }

  std::string characters;

private:
  std::map<std::string, uint32_t> places;
};

class Writer {
public:
  explicit Writer(const Description &description) : description(description) {}

  std::string run() {
    addHeader();
    for (const KernelDescription &k : description.kernels)
      addKernel(k);
    addHostProgram();
    for (const CodeDescription &c : description.codes)
      addCode(c);
    return lay();
  }

private:
  void addHeader() {
    std::memcpy(head.magic, magic, sizeof(magic));
    head.majorVersion = majorVersion;
    head.minorVersion = minorVersion;
    head.headerSize = sizeof(Header);
    head.abiVersion = AIK_ABI_VERSION;
    head.producer = pool.add(description.producer);
    head.sourceName = pool.add(description.sourceName);
    head.stem = pool.add(description.stem);
    head.imageSymbol = pool.add(description.imageSymbol);
    std::memcpy(head.sourceHash, description.sourceHash.data(),
                sizeof(head.sourceHash));
  }

  Range addTexts(const std::vector<std::string> &list) {
    Range range{uint32_t(texts.size()), uint32_t(list.size())};
    for (const std::string &text : list)
      texts.push_back(pool.add(text));
    return range;
  }

  Range addParameters(const ParameterBlock &block) {
    Range range{uint32_t(parameters.size()), uint32_t(block.parameters.size())};
    for (const ParameterDescription &d : block.parameters) {
      assert(d.size != 0 && "layOut has not run");
      Parameter p{};
      p.name = pool.add(d.name);
      p.help = pool.add(d.help);
      p.type = uint8_t(d.type);
      p.flags = (d.isArray ? IsArray : 0) | (d.isReadOnly ? IsReadOnly : 0) |
                (d.defaultBits || d.defaultText ? HasDefault : 0);
      p.offset = d.offset;
      p.size = d.size;
      p.lengthOffset = d.lengthOffset;
      p.sizes = addTexts(d.sizes);
      p.defaultBits = d.defaultBits.value_or(0);
      if (d.type == ScalarType::Text) {
        Text text = pool.add(d.defaultText.value_or(""));
        p.defaultBits = text.offset | uint64_t(text.length) << 32;
      }
      parameters.push_back(p);
    }
    return range;
  }

  void addKernel(const KernelDescription &d) {
    Kernel k{};
    k.name = pool.add(d.name);
    k.symbol = pool.add(d.symbol);
    k.parameters = addParameters(d.block);
    k.hints = addTexts(d.hints);
    k.argumentBytes = d.block.bytes;
    k.sharedBytes = d.sharedBytes;
    k.scratchBytesPerThread = d.scratchBytesPerThread;
    k.flags = (d.usesWarpOperations ? UsesWarpOperations : 0) |
              (d.usesDynamicShared ? UsesDynamicShared : 0) |
              (d.checksBounds ? ChecksBounds : 0) |
              (d.checksThreads ? ChecksThreads : 0) |
              (d.messages.empty() ? 0 : HasMessages);
    k.line = d.line;
    addMessages(d, k);
    kernels.push_back(k);
  }

  void addMessages(const KernelDescription &d, Kernel &k) {
    if (d.messages.empty())
      return;
    k.messageBuffer = d.block.messageBuffer;
    k.recordBytes = d.recordBytes;
    k.messages = {uint32_t(messages.size()), uint32_t(d.messages.size())};
    for (const MessageDescription &from : d.messages) {
      Message m{};
      m.text = pool.add(from.text);
      m.file = pool.add(from.file);
      m.function = pool.add(from.function);
      m.line = from.line;
      m.column = from.column;
      m.flags = from.fails ? Fails : 0;
      messages.push_back(m);
    }
  }

  void addHostProgram() {
    head.host.symbol =
        pool.add(description.host ? description.host->symbol : "");
    if (!description.host)
      return;
    head.host.inputs = addParameters(description.host->block);
    head.host.argumentBytes = description.host->block.bytes;
  }

  void addCode(const CodeDescription &d) {
    assert((d.resources.empty() || d.resources.size() == kernels.size()) &&
           "resources are one a kernel");
    Code c{};
    c.kind = uint32_t(d.kind);
    c.preference = d.preference;
    c.target = pool.add(d.target);
    c.arch = pool.add(d.arch);
    c.features = addTexts(d.features);
    c.resources = {uint32_t(resources.size()), uint32_t(d.resources.size())};
    resources.insert(resources.end(), d.resources.begin(), d.resources.end());
    c.imageSize = d.image.size() + (d.kind == CodeKind::PTX ? 1 : 0);
    codes.push_back(c);
  }

  /// Header, tables, texts, images.
  std::string lay() {
    uint64_t end = sizeof(Header);
    auto place = [&end](Table &table, size_t count, uint32_t stride) {
      end = (end + 7) / 8 * 8;
      table = {uint32_t(end), uint32_t(count), stride};
      end += count * uint64_t(stride);
    };
    place(head.kernels, kernels.size(), sizeof(Kernel));
    place(head.parameters, parameters.size(), sizeof(Parameter));
    place(head.codes, codes.size(), sizeof(Code));
    place(head.resources, resources.size(), sizeof(Resources));
    place(head.texts, texts.size(), sizeof(Text));
    place(head.messages, messages.size(), sizeof(Message));
    moveTexts(uint32_t(end));
    uint64_t poolOffset = end;
    end += pool.characters.size();
    placeImages(end);
    head.totalSize = end;

    std::string bytes(end, '\0');
    std::memcpy(bytes.data(), &head, sizeof(head));
    copyTable(bytes, head.kernels, kernels);
    copyTable(bytes, head.parameters, parameters);
    copyTable(bytes, head.codes, codes);
    copyTable(bytes, head.resources, resources);
    copyTable(bytes, head.texts, texts);
    copyTable(bytes, head.messages, messages);
    pool.characters.copy(bytes.data() + poolOffset, pool.characters.size());
    for (size_t i = 0; i != codes.size(); ++i)
      description.codes[i].image.copy(bytes.data() + codes[i].imageOffset,
                                      description.codes[i].image.size());
    return bytes;
  }

  /// Texts were counted from the start of the pool, whose place is known now.
  void moveTexts(uint32_t start) {
    auto move = [start](auto &...fields) { ((fields.offset += start), ...); };
    move(head.producer, head.sourceName, head.stem, head.imageSymbol,
         head.host.symbol);
    for (Kernel &k : kernels)
      move(k.name, k.symbol);
    for (Parameter &p : parameters) {
      move(p.name, p.help);
      if (p.type == uint8_t(ScalarType::Text))
        p.defaultBits += start; // the offset is its lower half
    }
    for (Code &c : codes)
      move(c.target, c.arch);
    for (Text &text : texts)
      move(text);
    for (Message &m : messages)
      move(m.text, m.file, m.function);
  }

  void placeImages(uint64_t &end) {
    for (Code &c : codes) {
      if (c.imageSize == 0)
        continue;
      c.imageOffset =
          (end + imageAlignment - 1) / imageAlignment * imageAlignment;
      end = c.imageOffset + c.imageSize;
    }
  }

  template <typename T>
  static void copyTable(std::string &bytes, Table table,
                        const std::vector<T> &records) {
    if (!records.empty())
      std::memcpy(bytes.data() + table.offset, records.data(),
                  records.size() * sizeof(T));
  }

  const Description &description;
  Header head{};
  TextPool pool;
  std::vector<Kernel> kernels;
  std::vector<Parameter> parameters;
  std::vector<Code> codes;
  std::vector<Resources> resources;
  std::vector<Text> texts;
  std::vector<Message> messages;
};

} // namespace

std::string aikernel::artifact::write(const Description &description) {
  return Writer(description).run();
}
