//===- CHeader.cpp - The C header of an artifact --------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Artifact/CHeader.h"
#include <algorithm>
#include <set>

using namespace aikernel::artifact;

namespace {

/// Words that C or C++ keeps for itself, macros of its headers that are not in
/// upper case, and the header's own names.
constexpr std::string_view reservedWords =
    " alignas alignof and and_eq api args asm assert auto bitand bitor block"
    " bool break case catch char char16_t char32_t char8_t class co_await"
    " co_return co_yield compl complex concept const const_cast consteval"
    " constexpr constinit context continue decltype default delete do double"
    " dynamic_cast dynamicShared else enum errno explicit export extern false"
    " float for friend goto grid I i386 if imaginary inline int int16_t"
    " int32_t int64_t int8_t linux long mutable namespace new noexcept not"
    " not_eq nullptr offsetof operator or or_eq private protected public"
    " register reinterpret_cast requires restrict return short signed sizeof"
    " static static_assert static_cast status stderr stdin stdout struct"
    " switch template this thread_local throw true try typedef typeid"
    " typename typeof typeof_unqual uint16_t uint32_t uint64_t uint8_t union"
    " unix unsigned using virtual void volatile wchar_t while xor xor_eq"
    " ";

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
  });
  return text;
}

bool startsWithAny(std::string_view name,
                   std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view p) { return name.starts_with(p); });
}

/// NULL, INT8_MAX: `A` is none.
bool looksLikeMacro(std::string_view name) {
  return name.size() > 1 && std::none_of(name.begin(), name.end(), [](char c) {
           return c >= 'a' && c <= 'z';
         });
}

/// Whether a name may mean something else in C: also names that belong to the
/// implementation, to the runtime, and to the header's functions.
bool isReserved(const std::string &name) {
  return looksLikeMacro(name) || name.find("__") != std::string::npos ||
         startsWithAny(name, {"_", "aik", "Aik", "k_", "launch_", "run_"}) ||
         reservedWords.find(" " + name + " ") != std::string_view::npos;
}

/// "float *a", "const char *path"
std::string declaredLike(std::string_view type, std::string_view star,
                         const std::string &name) {
  std::string text(type);
  if (!text.ends_with('*'))
    text += ' ';
  return text + std::string(star) + name;
}

/// The parameters of a block as C has them: one name each.
class ParametersInC {
public:
  explicit ParametersInC(const ParameterBlock &block) : block(block) {
    // Who can keep a name does.
    for (const ParameterDescription &p : block.parameters)
      if (!isReserved(p.name))
        taken.insert(p.name);
    for (const ParameterDescription &p : block.parameters)
      names.push_back(isReserved(p.name) ? unique(p.name + "_") : p.name);
    for (const ParameterDescription &p : block.parameters)
      if (p.lengthOffset != unknown)
        lengths.push_back(unique(p.name + "_length"));
  }

  /// "float *a, int32_t n, uint64_t a_length"
  std::vector<std::string> declarations() const {
    std::vector<std::string> list;
    for (size_t i = 0; i != names.size(); ++i) {
      const ParameterDescription &p = block.parameters[i];
      list.push_back((p.isReadOnly ? "const " : "") +
                     declaredLike(typeNameInC(uint32_t(p.type)),
                                  p.isArray ? "*" : "", names[i]));
    }
    for (const std::string &length : lengths)
      list.push_back("uint64_t " + length);
    return list;
  }

  std::vector<std::string> uses() const {
    std::vector<std::string> list = names;
    list.insert(list.end(), lengths.begin(), lengths.end());
    return list;
  }

  std::string documentation() const;

private:
  std::string unique(const std::string &name) {
    std::string candidate = name;
    for (unsigned number = 2; !taken.insert(candidate).second; ++number)
      candidate = name + std::to_string(number);
    return candidate;
  }

  const ParameterBlock &block;
  std::set<std::string> taken;
  std::vector<std::string> names, lengths;
};

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

std::string ParametersInC::documentation() const {
  std::string text;
  for (size_t i = 0; i != names.size(); ++i) {
    const ParameterDescription &p = block.parameters[i];
    std::string help = p.help.empty() ? "" : ": " + p.help;
    text +=
        " * \\param " + names[i] + " " + inComment(typeInPx(p) + help) + "\n";
  }
  auto length = lengths.begin();
  for (size_t i = 0; i != names.size(); ++i)
    if (block.parameters[i].lengthOffset != unknown)
      text += " * \\param " + *length++ + " elements of " + names[i] + "\n";
  return text;
}

std::string documentation(const std::string &summary,
                          const ParametersInC &parameters) {
  return "/**\n * " + inComment(summary) + "\n" + parameters.documentation() +
         " */\n";
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
    ParametersInC names(k.block);
    std::string parameters;
    for (const std::string &declaration : names.declarations())
      parameters += ",\n    " + declaration;
    std::string arguments;
    for (const std::string &use : names.uses())
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
                          names);
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
    // No kernel's function is called like this.
    std::string structName = "run_" + description.stem + "_inputs";
    ParametersInC names(host.block);
    text += "/** What the host program takes. */\ntypedef struct " +
            structName + " {\n";
    std::vector<std::string> fields = names.declarations();
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
    std::string initializer = join(names.uses(), ", ");
    if (initializer.empty())
      initializer = "0";
    text += documentation("Runs the host program to its end. Returns an "
                          "AikStatus.",
                          names);
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
