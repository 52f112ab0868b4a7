//===- main.cpp - Runs the artifact that is attached to it ----------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The prebuilt half of every executable that pxc makes: behind its own bytes
// stand those of an artifact and a trailer that says where. Its options are the
// inputs of the artifact's host program.
//
//===----------------------------------------------------------------------===//

#include "Suggest.h"
#include "Values.h"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

using namespace aikernel::launcher;

namespace {

constexpr int exitUser = 1, exitInternal = 70;

int exitCodeOf(int32_t status) {
  if (status == AIK_OK)
    return 0;
  return status == AIK_BAD_ARTIFACT ? exitInternal : exitUser;
}

struct Option {
  std::string_view name;
  std::optional<std::string_view> value;
};

/// "--name=value" or "--name"; a value is zero-terminated.
std::optional<Option> parseOption(std::string_view text) {
  if (!text.starts_with("--"))
    return std::nullopt;
  size_t equals = text.find('=');
  if (equals == std::string_view::npos)
    return Option{text.substr(2), std::nullopt};
  return Option{text.substr(2, equals - 2), text.substr(equals + 1)};
}

/// Inputs with these names are given behind `--`.
bool isOwnOption(std::string_view name) {
  return name == "threads" || name == "print" || name == "help" ||
         name == "version";
}

class Launcher {
public:
  Launcher(int count, char **arguments) : program(arguments[0]) {
    char **end = arguments + count;
    char **separator = std::find_if(
        arguments + 1, end, [](const char *a) { return !strcmp(a, "--"); });
    options.assign(arguments + 1, separator);
    if (separator != end)
      inputOptions.assign(separator + 1, end);
  }
  ~Launcher() { aikContextDestroy(context); }

  int run() {
    if (int32_t status = load())
      return exitCodeOf(status);
    for (std::string_view argument : options) {
      if (argument == "--help")
        return finish(printHelp());
      if (argument == "--version")
        return finish(printVersion());
    }
    if (!readInputs() || !readPrintForm())
      return exitUser;
    int32_t status = aikRunHostProgram(context, artifact, args.data(),
                                       uint32_t(args.size()));
    return status ? exitCodeOf(report(status)) : 0;
  }

private:
  int32_t report(int32_t status) {
    fprintf(stderr, "%s: error: %s\n", program, aikGetLastError(context));
    return status;
  }

  /// Whether what was printed arrived.
  int finish(int code) {
    if (fflush(stdout) == 0)
      return code;
    reject(std::string("cannot write to standard output: ") + strerror(errno));
    return exitUser;
  }

  bool reject(const std::string &message) {
    fprintf(stderr, "%s: error: %s\n", program, message.c_str());
    return false;
  }

  int32_t load() {
    AikContextOptions options{};
    options.size = sizeof(options);
    if (!readThreads(options.threads))
      return AIK_INVALID_ARGUMENT;
    if (int32_t status = aikContextCreate(&options, &context))
      return report(status);
    if (int32_t status =
            aikArtifactLoadFile(context, "/proc/self/exe", &artifact))
      return report(status);
    for (uint32_t i = 0; i != aikArtifactInputCount(artifact); ++i)
      if (int32_t status =
              aikArtifactInput(context, artifact, i, &inputs.emplace_back()))
        return report(status);
    return AIK_OK;
  }

  bool readPrintForm() {
    for (std::string_view argument : options) {
      auto option = parseOption(argument);
      if (!option || option->name != "print")
        continue;
      if (option->value != "plain" && option->value != "places")
        return reject("--print takes places or plain");
      aikContextSetPrintPlaces(context, option->value == "places");
    }
    return true;
  }

  /// Before the artifact is loaded, because the context comes first.
  bool readThreads(uint32_t &threads) {
    for (std::string_view argument : options) {
      auto option = parseOption(argument);
      if (!option || option->name != "threads")
        continue;
      std::string error;
      auto number =
          parseScalar(option->value.value_or(""), AIK_TYPE_U32, error);
      if (!number || *number == 0)
        return reject("--threads takes a number from 1 to 1024");
      threads = uint32_t(*number);
    }
    return true;
  }

  /// Tells all mistakes.
  bool readInputs() {
    args.resize(inputs.size());
    isGiven.resize(inputs.size());
    bool isRight = true;
    for (std::string_view argument : options)
      isRight &= isReadElsewhere(argument) || readInput(argument);
    for (std::string_view argument : inputOptions)
      isRight &= readInput(argument);
    return useDefaults() && isRight;
  }

  static bool isReadElsewhere(std::string_view argument) {
    auto option = parseOption(argument);
    return option && (option->name == "threads" || option->name == "print");
  }

  bool readInput(std::string_view argument) {
    auto option = parseOption(argument);
    return option ? readInput(*option) : rejectArgument(argument);
  }

  bool readInput(const Option &option) {
    for (size_t i = 0; i != inputs.size(); ++i) {
      if (option.name != inputs[i].name)
        continue;
      std::string error;
      if (isGiven[i])
        error = "it has a value already";
      else
        readValue(inputs[i], option.value, args[i], error);
      isGiven[i] = true;
      return error.empty() ||
             reject("--" + std::string(option.name) + ": " + error);
    }
    std::vector<std::string_view> names = {"threads", "help", "version"};
    for (const AikParameterInfo &input : inputs)
      names.push_back(input.name);
    std::erase(names, option.name); // of another place or form
    std::string_view nearest = nearestName(option.name, names);
    return reject("there is no option --" + std::string(option.name) + "; " +
                  (nearest.empty()
                       ? "see --help"
                       : "did you mean --" + std::string(nearest) + "?"));
  }

  /// What does not begin like an option.
  bool rejectArgument(std::string_view argument) {
    std::string_view name = argument.substr(
        std::min(argument.find_first_not_of('-'), argument.size()));
    bool isInput = std::any_of(
        inputs.begin(), inputs.end(), [&](const AikParameterInfo &input) {
          return name.substr(0, name.find('=')) == input.name;
        });
    std::string message = "'" + std::string(argument) + "' is no option; ";
    return reject(message + (isInput
                                 ? "did you mean --" + std::string(name) + "?"
                                 : "they are --name=value, see --help"));
  }

  void readValue(const AikParameterInfo &input,
                 std::optional<std::string_view> value, AikArg &argument,
                 std::string &error) {
    bool isFlag = !input.isArray && input.type == AIK_TYPE_BOOL;
    if (!value && !isFlag)
      error = "it needs a value, " + example(input);
    else if (input.type == AIK_TYPE_TEXT)
      argument.pointer = const_cast<char *>(value->data());
    else if (input.isArray)
      argument =
          parseArray(context, *value, input.type, error).value_or(AikArg{});
    else
      argument.bits =
          parseScalar(value.value_or("true"), input.type, error).value_or(0);
  }

  bool useDefaults() {
    std::string missing, missingBehind;
    for (size_t i = 0; i != inputs.size(); ++i) {
      if (isGiven[i])
        continue;
      if (inputs[i].hasDefault && inputs[i].type == AIK_TYPE_TEXT)
        args[i].pointer = reinterpret_cast<void *>(inputs[i].defaultBits);
      else if (inputs[i].hasDefault)
        args[i].bits = inputs[i].defaultBits;
      else
        (isOwnOption(inputs[i].name) ? missingBehind : missing) +=
            " " + example(inputs[i]);
    }
    if (!missingBehind.empty())
      missing += " --" + missingBehind;
    return missing.empty() || reject("values are missing; give" + missing);
  }

  /// "--n=i32"
  static std::string example(const AikParameterInfo &input) {
    return std::string("--") + input.name + "=" +
           (input.isArray ? "@file.npy" : aikTypeName(input.type));
  }

  static std::string defaultOf(const AikParameterInfo &input) {
    if (input.type != AIK_TYPE_TEXT)
      return formatScalar(input.defaultBits, input.type);
    auto *text = reinterpret_cast<const char *>(input.defaultBits);
    return "\"" + std::string(text) + "\"";
  }

  int printHelp() {
    printf("usage: %s [--name=value]... [-- --name=value...]\n\n", program);
    for (const AikParameterInfo &input : inputs) {
      std::string option = example(input), help = input.help;
      if (isOwnOption(input.name))
        option.insert(0, "-- ");
      if (input.hasDefault)
        help +=
            (help.empty() ? "(" : " (") + defaultOf(input) + " if not given)";
      printf("  %-24s %s\n", option.c_str(), help.c_str());
    }
    for (auto [option, meaning] :
         {std::pair{"--threads=N",
                    "threads that run kernels; one for each core if not given"},
          {"--print=plain", "what kernels print without its place"},
          {"--help", "this text"},
          {"--version", "the version of the runtime"}})
      printf("  %-24s %s\n", option, meaning);
    printf(
        "\nAn array is @file.npy, @file.bin, zeros:SHAPE or iota:SHAPE, SHAPE "
        "like 1024 or\n64x32. A bool may be given by its name alone. Behind -- "
        "stands "
        "nothing but the program's\ninputs, those with names of other options "
        "too.\n");
    return 0;
  }

  int printVersion() {
    printf("aikernel %s, running %s code\n", aikRuntimeVersion(),
           aikArtifactSelectedCode(artifact) ? aikArtifactSelectedCode(artifact)
                                             : "no");
    return 0;
  }

  const char *program;
  std::vector<std::string_view> options;
  std::vector<std::string_view> inputOptions; ///< behind `--`
  AikContext *context = nullptr;
  AikArtifact *artifact = nullptr;
  std::vector<AikParameterInfo> inputs;
  std::vector<AikArg> args;
  std::vector<bool> isGiven;
};

} // namespace

int main(int argc, char **argv) { return Launcher(argc, argv).run(); }
