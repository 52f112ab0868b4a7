//===- CHeader.cpp - The C header of an artifact --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/CHeader.h"
#include <algorithm>

using namespace aikernel::artifact;

namespace {

/// Words that C or C++ keeps for itself, and the header's own parameter names.
constexpr std::string_view reservedWords[] = {
    "alignas",   "alignof",   "and",      "api",      "args",
    "asm",       "auto",      "bitand",   "bitor",    "block",
    "bool",      "break",     "case",     "catch",    "char",
    "class",     "compl",     "concept",  "const",    "consteval",
    "constexpr", "constinit", "context",  "continue", "decltype",
    "default",   "delete",    "do",       "double",   "dynamicShared",
    "else",      "enum",      "explicit", "export",   "extern",
    "false",     "float",     "for",      "friend",   "goto",
    "grid",      "if",        "inline",   "int",      "long",
    "mutable",   "namespace", "new",      "noexcept", "not",
    "nullptr",   "operator",  "or",       "private",  "protected",
    "public",    "register",  "requires", "restrict", "return",
    "short",     "signed",    "sizeof",   "static",   "status",
    "struct",    "switch",    "template", "this",     "throw",
    "true",      "try",       "typedef",  "typeid",   "typename",
    "typeof",    "union",     "unsigned", "using",    "virtual",
    "void",      "volatile",  "while",    "xor",      "int8_t",
    "int16_t",   "int32_t",   "int64_t",  "uint8_t",  "uint16_t",
    "uint32_t",  "uint64_t",  "linux",    "unix",
};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
  });
  return text;
}

std::string nameInC(const std::string &name) {
  bool isReserved =
      std::find(std::begin(reservedWords), std::end(reservedWords), name) !=
      std::end(reservedWords);
  return isReserved ? name + "_" : name;
}

std::string declare(const ParameterDescription &p) {
  std::string type(typeNameInC(uint32_t(p.type)));
  if (!p.isArray)
    return type + " " + nameInC(p.name);
  return (p.isReadOnly ? "const " : "") + type + " *" + nameInC(p.name);
}

std::string lengthName(const ParameterDescription &p) {
  return p.name + "_length";
}

/// "float *a, int32_t n, uint64_t a_length"
std::vector<std::string> declarations(const ParameterBlock &block) {
  std::vector<std::string> list;
  for (const ParameterDescription &p : block.parameters)
    list.push_back(declare(p));
  for (const ParameterDescription &p : block.parameters)
    if (p.lengthOffset != unknown)
      list.push_back("uint64_t " + lengthName(p));
  return list;
}

std::vector<std::string> uses(const ParameterBlock &block) {
  std::vector<std::string> list;
  for (const ParameterDescription &p : block.parameters)
    list.push_back(nameInC(p.name));
  for (const ParameterDescription &p : block.parameters)
    if (p.lengthOffset != unknown)
      list.push_back(lengthName(p));
  return list;
}

std::string join(const std::vector<std::string> &list,
                 std::string_view separator) {
  std::string text;
  for (const std::string &item : list)
    text += (text.empty() ? "" : std::string(separator)) + item;
  return text;
}

/// "f32[m, k], read only"
std::string typeInPx(const ParameterDescription &p) {
  std::string text(typeName(uint32_t(p.type)));
  if (p.isArray)
    text += "[" + join(p.sizes, ", ") + "]";
  if (p.isReadOnly)
    text += ", read only";
  return text;
}

/// A comment cannot be closed from within a size or a help text.
std::string inComment(std::string text) {
  for (size_t at; (at = text.find("*/")) != std::string::npos;)
    text.replace(at, 2, "* /");
  return text;
}

std::string documentation(const std::string &summary,
                          const ParameterBlock &block) {
  std::string text = "/**\n * " + inComment(summary) + "\n";
  for (const ParameterDescription &p : block.parameters) {
    std::string help = p.help.empty() ? "" : ": " + p.help;
    text += " * \\param " + nameInC(p.name) + " " +
            inComment(typeInPx(p) + help) + "\n";
  }
  for (const ParameterDescription &p : block.parameters)
    if (p.lengthOffset != unknown)
      text += " * \\param " + lengthName(p) + " elements of " +
              nameInC(p.name) + "\n";
  return text + " */\n";
}

class HeaderWriter {
public:
  explicit HeaderWriter(const Description &description)
      : description(description) {}

  std::string run() {
    begin();
    for (const KernelDescription &k : description.kernels)
      addKernel(k);
    if (description.host)
      addHostProgram(*description.host);
    end();
    return std::move(text);
  }

private:
  std::string guard() const {
    return "AIKERNEL_PX_" + upper(description.stem) + "_H";
  }

  void begin() {
    text += "/* " + inComment(description.sourceName) + ", by " +
            inComment(description.producer) + ". */\n\n";
    text += "#ifndef " + guard() + "\n#define " + guard() + "\n\n";
    text += "#include \"aikernel/runtime.h\"\n#include <stdbool.h>\n"
            "#include <stdint.h>\n\n"
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
  }

  void end() {
    text += "#ifdef __cplusplus\n}\n#endif\n\n#endif /* " + guard() + " */\n";
  }

  void addKernel(const KernelDescription &k) {
    constexpr std::string_view shape =
        "AikDim3 grid, AikDim3 block,\n    uint32_t dynamicShared";
    std::string symbol = launchSymbol(description.stem, k.name);
    std::string parameters;
    for (const std::string &declaration : declarations(k.block))
      parameters += ",\n    " + declaration;
    std::string arguments;
    for (const std::string &use : uses(k.block))
      arguments += ", " + use;

    text += "/** The entry of kernel " + k.name + "; see launch_" +
            description.stem + "_" + k.name + ". */\n";
    text += "int32_t " + symbol +
            "(\n    const AikHostApi *api, AikContext "
            "*context, " +
            std::string(shape) + parameters + ");\n\n";
    text += documentation("Launches kernel " + k.name +
                              ": `grid` blocks of "
                              "`block` threads. Returns an AikStatus.",
                          k.block);
    text += "static inline int32_t launch_" + description.stem + "_" + k.name +
            "(\n    AikContext *context, " + std::string(shape) + parameters +
            ") {\n"
            "  const AikHostApi *api = aikGetHostApi(AIK_ABI_VERSION);\n"
            "  if (!api)\n    return AIK_UNSUPPORTED;\n"
            "  return " +
            symbol + "(api, context, grid, block, dynamicShared" + arguments +
            ");\n}\n\n";
  }

  void addHostProgram(const HostProgramDescription &host) {
    std::string structName = host.symbol + "_inputs";
    text += "/** What the host program takes. */\ntypedef struct " +
            structName + " {\n";
    std::vector<std::string> fields = declarations(host.block);
    for (const std::string &field : fields)
      text += "  " + field + ";\n";
    if (fields.empty())
      text += "  uint64_t unused;\n";
    text += "} " + structName + ";\n\n";
    text += "/** The entry of the host program; see run_" + description.stem +
            ". `args` is a " + structName + ". */\n";
    text += "int32_t " + host.symbol +
            "(const AikHostApi *api, AikContext "
            "*context,\n    const void *args);\n\n";

    std::string parameters;
    for (const std::string &field : fields)
      parameters += ",\n    " + field;
    std::string initializer = join(uses(host.block), ", ");
    if (initializer.empty())
      initializer = "0";
    text += documentation("Runs the host program to its end. Returns an "
                          "AikStatus.",
                          host.block);
    text += "static inline int32_t run_" + description.stem +
            "(AikContext *context" + parameters +
            ") {\n"
            "  const AikHostApi *api = aikGetHostApi(AIK_ABI_VERSION);\n"
            "  const " +
            structName + " args = {" + initializer +
            "};\n"
            "  int32_t status;\n"
            "  if (!api)\n    return AIK_UNSUPPORTED;\n"
            "  status = " +
            host.symbol +
            "(api, context, &args);\n"
            "  return status != AIK_OK ? status : api->wait(context);\n}\n\n";
  }

  const Description &description;
  std::string text;
};

} // namespace

std::string aikernel::artifact::writeCHeader(const Description &description) {
  return HeaderWriter(description).run();
}
