//===- Inspect.cpp - Prints what an artifact contains ---------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/Inspect.h"
#include "aikernel/Artifact/Choice.h"
#include "aikernel/Artifact/Description.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

using namespace aikernel::artifact;
using llvm::ArrayRef;
using llvm::raw_ostream;
using llvm::StringRef;

ArrayRef<StringRef> aikernel::artifact::commonGpus() {
  static const StringRef gpus[] = {"sm_80",  "sm_86",   "sm_89",   "sm_90",
                                   "sm_100", "sm_120",  "gfx90a",  "gfx942",
                                   "gfx950", "gfx1100", "gfx1151", "gfx1201"};
  return gpus;
}

static StringRef kindName(CodeKind kind) {
  switch (kind) {
  case CodeKind::HostCode:
    return "host code";
  case CodeKind::PTX:
    return "PTX";
  case CodeKind::Cubin:
    return "cubin";
  case CodeKind::HSACO:
    return "HSACO";
  }
  return "unknown kind";
}

static std::string typeOf(const ParameterDescription &p) {
  std::string text(typeName(uint32_t(p.type)));
  if (p.isArray)
    text += "[" + llvm::join(p.sizes, ", ") + "]";
  return text;
}

static std::string hashOf(const Description &d) {
  return llvm::toHex(d.sourceHash, /*LowerCase=*/true);
}

/// "avx512 host code"
static std::string nameOf(const CodeDescription &code) {
  return code.arch + " " + kindName(code.kind).str();
}

static const CodeDescription *codeFor(const Reader &reader,
                                      const Description &d, StringRef gpu) {
  auto index = chooseCode(reader, gpu);
  return index ? &d.codes[*index] : nullptr;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static void printParameters(const ParameterBlock &block, raw_ostream &os) {
  for (const ParameterDescription &p : block.parameters) {
    os << "  " << llvm::left_justify(p.name, 12) << " "
       << llvm::left_justify(typeOf(p), 12) << " offset " << p.offset;
    if (p.isReadOnly)
      os << ", read only";
    if (p.lengthOffset != unknown)
      os << ", length at " << p.lengthOffset;
    if (!p.help.empty())
      os << "  " << p.help;
    os << "\n";
  }
}

static void printKernel(const KernelDescription &k, raw_ostream &os) {
  os << "kernel " << k.name;
  if (k.symbol != k.name)
    os << " (device symbol " << k.symbol << ")";
  os << ": " << k.block.bytes << " bytes of parameters, " << k.sharedBytes
     << " bytes shared";
  if (k.usesDynamicShared)
    os << " and dynamic shared";
  if (k.usesWarpOperations)
    os << ", warp operations";
  if (k.checksBounds)
    os << ", checks bounds";
  if (k.checksThreads)
    os << ", checks threads";
  if (!k.hints.empty())
    os << ", " << llvm::join(k.hints, " ");
  os << "\n";
  printParameters(k.block, os);
  if (k.messages.empty())
    return;
  os << "  buffer for messages at offset " << k.block.messageBuffer
     << ", records of " << k.recordBytes << " bytes\n";
  for (auto [index, m] : llvm::enumerate(k.messages))
    os << "    " << index + 1 << " " << (m.fails ? "ASSERT" : "PRINT") << " at "
       << m.file << ":" << m.line << ":" << m.column << ": " << m.text << "\n";
}

static void printNumber(StringRef name, uint32_t value, raw_ostream &os) {
  if (value != unknown)
    os << "  " << name << " " << value;
}

/// A kernel that the code does without has none of the figures.
static bool isLeftOut(const Resources &r) {
  return llvm::all_of(ArrayRef{r.registers, r.scalarRegisters, r.spillBytes,
                               r.sharedBytes, r.scratchBytes, r.codeBytes},
                      [](uint32_t value) { return value == unknown; });
}

static void printCode(const Description &d, const CodeDescription &c,
                      raw_ostream &os) {
  os << "code " << c.target << " " << nameOf(c);
  if (c.kind != CodeKind::HostCode)
    os << ": " << c.image.size() << " bytes";
  if (!c.features.empty())
    os << ", needs " << llvm::join(c.features, " ");
  os << "\n";
  for (size_t i = 0; i != c.resources.size(); ++i) {
    const Resources &r = c.resources[i];
    if (isLeftOut(r))
      continue;
    os << "  " << llvm::left_justify(d.kernels[i].name, 12);
    printNumber("registers", r.registers, os);
    printNumber("scalar registers", r.scalarRegisters, os);
    printNumber("spilled bytes", r.spillBytes, os);
    printNumber("shared bytes", r.sharedBytes, os);
    printNumber("local bytes", r.scratchBytes, os);
    printNumber("code bytes", r.codeBytes, os);
    os << "\n";
  }
}

void aikernel::artifact::inspectAsText(const Reader &reader,
                                       ArrayRef<StringRef> gpus,
                                       raw_ostream &os) {
  Description d = describe(reader);
  const format::Header &head = reader.header();
  os << "source " << d.sourceName << ", sha256 " << hashOf(d) << "\n"
     << "made by " << d.producer << "; format " << head.majorVersion << "."
     << head.minorVersion << ", ABI " << head.abiVersion << "\n\n";
  for (const KernelDescription &k : d.kernels)
    printKernel(k, os);
  if (d.host) {
    os << "host program\n";
    printParameters(d.host->block, os);
  }
  os << "\n";
  for (const CodeDescription &c : d.codes)
    printCode(d, c, os);
  if (!gpus.empty())
    os << "\n";
  for (StringRef gpu : gpus) {
    const CodeDescription *code = codeFor(reader, d, gpu);
    os << llvm::left_justify(gpu, 8) << " gets "
       << (code ? nameOf(*code) : "nothing") << "\n";
  }
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static std::string utf8(const std::string &text) {
  return llvm::json::fixUTF8(text);
}

static llvm::json::Array texts(const std::vector<std::string> &list) {
  llvm::json::Array array;
  for (const std::string &text : list)
    array.push_back(utf8(text));
  return array;
}

static llvm::json::Value numberOrNull(uint32_t value) {
  return value == unknown ? llvm::json::Value(nullptr)
                          : llvm::json::Value(value);
}

static llvm::json::Array parameters(const ParameterBlock &block) {
  llvm::json::Array array;
  for (const ParameterDescription &p : block.parameters) {
    llvm::json::Object object{{"name", utf8(p.name)},
                              {"type", std::string(typeName(uint32_t(p.type)))},
                              {"array", p.isArray},
                              {"offset", p.offset},
                              {"size", p.size}};
    if (p.isArray) {
      object["readOnly"] = p.isReadOnly;
      object["sizes"] = texts(p.sizes);
      object["lengthOffset"] = numberOrNull(p.lengthOffset);
    }
    if (p.defaultBits)
      object["defaultBits"] = *p.defaultBits;
    if (p.defaultText)
      object["defaultText"] = utf8(*p.defaultText);
    if (!p.help.empty())
      object["help"] = utf8(p.help);
    array.push_back(std::move(object));
  }
  return array;
}

static llvm::json::Array messages(const KernelDescription &k) {
  llvm::json::Array array;
  for (const MessageDescription &m : k.messages)
    array.push_back(llvm::json::Object{{"fails", m.fails},
                                       {"text", utf8(m.text)},
                                       {"file", utf8(m.file)},
                                       {"line", m.line},
                                       {"column", m.column},
                                       {"function", utf8(m.function)}});
  return array;
}

static llvm::json::Object kernel(const KernelDescription &k) {
  return llvm::json::Object{
      {"name", utf8(k.name)},
      {"symbol", utf8(k.symbol)},
      {"line", k.line},
      {"parameters", parameters(k.block)},
      {"argumentBytes", k.block.bytes},
      {"sharedBytes", k.sharedBytes},
      {"scratchBytesPerThread", k.scratchBytesPerThread},
      {"usesDynamicShared", k.usesDynamicShared},
      {"usesWarpOperations", k.usesWarpOperations},
      {"checksBounds", k.checksBounds},
      {"checksThreads", k.checksThreads},
      {"messageBuffer", numberOrNull(k.block.messageBuffer)},
      {"recordBytes", k.recordBytes},
      {"messages", messages(k)},
      {"hints", texts(k.hints)}};
}

static llvm::json::Object code(const Description &d, const CodeDescription &c) {
  llvm::json::Array resources;
  for (size_t i = 0; i != c.resources.size(); ++i) {
    const Resources &r = c.resources[i];
    resources.push_back(
        llvm::json::Object{{"kernel", utf8(d.kernels[i].name)},
                           {"registers", numberOrNull(r.registers)},
                           {"scalarRegisters", numberOrNull(r.scalarRegisters)},
                           {"spillBytes", numberOrNull(r.spillBytes)},
                           {"sharedBytes", numberOrNull(r.sharedBytes)},
                           {"localBytes", numberOrNull(r.scratchBytes)},
                           {"codeBytes", numberOrNull(r.codeBytes)}});
  }
  return llvm::json::Object{
      {"kind", kindName(c.kind)},     {"target", utf8(c.target)},
      {"arch", utf8(c.arch)},         {"features", texts(c.features)},
      {"imageBytes", c.image.size()}, {"resources", std::move(resources)}};
}

void aikernel::artifact::inspectAsJson(const Reader &reader,
                                       ArrayRef<StringRef> gpus,
                                       raw_ostream &os) {
  Description d = describe(reader);
  const format::Header &head = reader.header();
  llvm::json::Array kernels, codes;
  for (const KernelDescription &k : d.kernels)
    kernels.push_back(kernel(k));
  for (const CodeDescription &c : d.codes)
    codes.push_back(code(d, c));
  llvm::json::Object choices;
  for (StringRef gpu : gpus) {
    const CodeDescription *choice = codeFor(reader, d, gpu);
    choices[gpu] = choice ? llvm::json::Value(llvm::json::Object{
                                {"kind", kindName(choice->kind)},
                                {"arch", utf8(choice->arch)}})
                          : llvm::json::Value(nullptr);
  }
  llvm::json::Object root{{"format", std::to_string(head.majorVersion) + "." +
                                         std::to_string(head.minorVersion)},
                          {"abi", head.abiVersion},
                          {"producer", utf8(d.producer)},
                          {"source", utf8(d.sourceName)},
                          {"sourceSha256", hashOf(d)},
                          {"kernels", std::move(kernels)},
                          {"code", std::move(codes)},
                          {"gpus", std::move(choices)}};
  if (d.host)
    root["hostProgram"] =
        llvm::json::Object{{"symbol", utf8(d.host->symbol)},
                           {"inputs", parameters(d.host->block)},
                           {"argumentBytes", d.host->block.bytes}};
  os << llvm::formatv("{0:2}\n", llvm::json::Value(std::move(root)));
}
