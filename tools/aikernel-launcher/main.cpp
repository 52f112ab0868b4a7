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

#include "Values.h"
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
  std::string_view name, value;
};

/// "--name=value"
std::optional<Option> parseOption(std::string_view text) {
  size_t equals = text.find('=');
  if (!text.starts_with("--") || equals == std::string_view::npos)
    return std::nullopt;
  return Option{text.substr(2, equals - 2), text.substr(equals + 1)};
}

class Launcher {
public:
  Launcher(int count, char **arguments)
      : program(arguments[0]), arguments(arguments + 1, arguments + count) {}
  ~Launcher() { aikContextDestroy(context); }

  int run() {
    if (int32_t status = load())
      return exitCodeOf(status);
    for (std::string_view argument : arguments) {
      if (argument == "--help")
        return finish(printHelp());
      if (argument == "--version")
        return finish(printVersion());
    }
    if (!readInputs())
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

  /// Before the artifact is loaded, because the context comes first.
  bool readThreads(uint32_t &threads) {
    for (std::string_view argument : arguments) {
      auto option = parseOption(argument);
      if (!option || option->name != "threads")
        continue;
      std::string error;
      auto number = parseScalar(option->value, AIK_TYPE_U32, error);
      if (!number || *number == 0)
        return reject("--threads takes a number from 1 to 1024");
      threads = uint32_t(*number);
    }
    return true;
  }

  bool readInputs() {
    args.resize(inputs.size());
    isGiven.resize(inputs.size());
    for (std::string_view argument : arguments) {
      auto option = parseOption(argument);
      if (!option)
        return reject("'" + std::string(argument) +
                      "' is no option; they are --name=value, see --help");
      if (option->name != "threads" && !readInput(*option))
        return false;
    }
    return useDefaults();
  }

  bool readInput(const Option &option) {
    std::string error;
    for (size_t i = 0; i != inputs.size(); ++i) {
      if (option.name != inputs[i].name)
        continue;
      isGiven[i] = true;
      if (inputs[i].isArray) {
        auto array = parseArray(context, option.value, inputs[i].type, error);
        args[i] = array.value_or(AikArg{});
      } else {
        args[i].bits =
            parseScalar(option.value, inputs[i].type, error).value_or(0);
      }
      return error.empty() ||
             reject("--" + std::string(option.name) + ": " + error);
    }
    return reject("there is no option --" + std::string(option.name) +
                  "; see --help");
  }

  bool useDefaults() {
    std::string missing;
    for (size_t i = 0; i != inputs.size(); ++i) {
      if (isGiven[i])
        continue;
      if (inputs[i].hasDefault)
        args[i].bits = inputs[i].defaultBits;
      else
        missing +=
            std::string(" --") + inputs[i].name + "=" + example(inputs[i]);
    }
    return missing.empty() || reject("values are missing; give" + missing);
  }

  static std::string example(const AikParameterInfo &input) {
    return input.isArray ? "@file.npy" : aikTypeName(input.type);
  }

  int printHelp() {
    printf("usage: %s [--name=value]...\n\n", program);
    for (const AikParameterInfo &input : inputs) {
      std::string option =
          std::string("--") + input.name + "=" + example(input);
      std::string help = input.help;
      if (input.hasDefault)
        help += (help.empty() ? "(" : " (") +
                formatScalar(input.defaultBits, input.type) + " if not given)";
      printf("  %-24s %s\n", option.c_str(), help.c_str());
    }
    printf("  %-24s %s\n  %-24s %s\n  %-24s %s\n", "--threads=N",
           "threads that run kernels; one for each core if not given", "--help",
           "this text", "--version", "the version of the runtime");
    printf(
        "\nAn array is @file.npy, zeros:SHAPE or iota:SHAPE, SHAPE like 1024 "
        "or 64x32.\n");
    return 0;
  }

  int printVersion() {
    printf("aikernel %s, running %s code\n", aikRuntimeVersion(),
           aikArtifactSelectedCode(artifact) ? aikArtifactSelectedCode(artifact)
                                             : "no");
    return 0;
  }

  const char *program;
  std::vector<std::string_view> arguments;
  AikContext *context = nullptr;
  AikArtifact *artifact = nullptr;
  std::vector<AikParameterInfo> inputs;
  std::vector<AikArg> args;
  std::vector<bool> isGiven;
};

} // namespace

int main(int argc, char **argv) { return Launcher(argc, argv).run(); }
