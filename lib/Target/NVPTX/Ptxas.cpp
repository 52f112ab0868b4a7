//===- Ptxas.cpp - NVIDIA's assembler, when the machine has it ------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Target/CodegenError.h"
#include "aikernel/Target/NVPTX.h"
#include "aikernel/Target/TemporaryDirectory.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Regex.h"

using namespace aikernel;
using llvm::StringRef;

static constexpr const char *pathVariable = "AIKERNEL_PTXAS_PATH";

/// As everywhere, a variable that is empty is as good as none.
static std::optional<std::string> namedPtxas() {
  auto path = llvm::sys::Process::GetEnv(pathVariable);
  return path && !path->empty() ? path : std::nullopt;
}

std::optional<std::string> aikernel::findPtxas() {
  if (auto path = namedPtxas())
    return path;
  if (auto path = llvm::sys::findProgramByName("ptxas"))
    return *path;
  std::vector<std::string> directories;
  if (auto home = llvm::sys::Process::GetEnv("CUDA_HOME"))
    directories.push_back(*home + "/bin");
  directories.push_back("/usr/local/cuda/bin");
  for (const std::string &directory : directories)
    if (auto path =
            llvm::sys::findProgramByName("ptxas", {StringRef(directory)}))
      return *path;
  return std::nullopt;
}

namespace {
struct Run {
  bool started = false;
  int exitCode = 0;
  std::string output;
};
} // namespace

/// Runs ptxas without a shell; what it prints comes back.
static Run run(StringRef ptxas, llvm::ArrayRef<StringRef> arguments,
               const TemporaryDirectory &directory) {
  std::string log = directory.file("log");
  std::vector<StringRef> argv = {ptxas};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  std::optional<StringRef> redirects[] = {StringRef(), StringRef(log),
                                          StringRef(log)};
  std::string error;
  bool failedToStart = false;
  int exitCode = llvm::sys::ExecuteAndWait(
      ptxas, argv, std::nullopt, redirects,
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &error, &failedToStart);
  Run result{!failedToStart, exitCode, std::move(error)};
  if (auto buffer = llvm::MemoryBuffer::getFile(log); buffer && !failedToStart)
    result.output += (*buffer)->getBuffer();
  return result;
}

std::string aikernel::ptxasVersion(StringRef ptxas) {
  auto directory = TemporaryDirectory::create();
  if (!directory) {
    llvm::consumeError(directory.takeError());
    return "";
  }
  Run result = run(ptxas, {"--version"}, *directory);
  llvm::SmallVector<StringRef> match;
  if (llvm::Regex("V([0-9.]+)").match(result.output, &match))
    return match[1].str();
  return "";
}

/// Reads ptxas's lines about each kernel:
///   ptxas info : Compiling entry function 'k' for 'sm_80'
///       0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
///   ptxas info : Used 10 registers, used 0 barriers, 64 bytes smem, 380 bytes
///   cmem[0]
static std::vector<KernelResources> parseResources(StringRef log) {
  llvm::Regex entry("Compiling entry function '([^']*)'");
  llvm::Regex stack("([0-9]+) bytes stack frame, ([0-9]+) bytes spill stores");
  llvm::Regex registers("Used ([0-9]+) registers");
  llvm::Regex shared("([0-9]+) bytes smem");
  auto number = [](StringRef text) {
    unsigned value = 0;
    text.getAsInteger(10, value);
    return value;
  };

  std::vector<KernelResources> kernels;
  llvm::SmallVector<StringRef> lines, match;
  log.split(lines, '\n');
  for (StringRef line : lines) {
    if (entry.match(line, &match)) {
      kernels.emplace_back();
      kernels.back().kernel = match[1];
    }
    if (kernels.empty())
      continue;
    if (stack.match(line, &match)) {
      kernels.back().localBytes = number(match[1]);
      kernels.back().spills = number(match[2]);
    }
    if (registers.match(line, &match))
      kernels.back().registers = number(match[1]);
    if (shared.match(line, &match))
      kernels.back().sharedBytes = number(match[1]);
  }
  return kernels;
}

/// ptxas's own refusals are about resources or about PTX that we wrote.
static llvm::Error refusal(mlir::Location location, const Target &target,
                           StringRef log) {
  // Its other lines tell what it did before.
  llvm::SmallVector<StringRef> lines;
  log.trim().split(lines, '\n');
  llvm::erase_if(lines,
                 [](StringRef l) { return l.starts_with("ptxas info"); });
  bool resources = log.contains("uses too much");
  std::string message = "ptxas does not accept the code for " + target.name() +
                        ": " + llvm::join(lines, "\n");
  return resources ? inputError(location, message)
                   : internalError(location, message);
}

/// A fault of the machine, so no line of the source is shown.
static llvm::Error cannotRun(StringRef ptxas, StringRef reason) {
  bool isNamed = namedPtxas().has_value();
  return llvm::createStringError(
      "cannot run ptxas '" + ptxas + "'" +
      (isNamed ? llvm::Twine(", which ") + pathVariable + " names" : "") +
      ": " + reason);
}

llvm::Expected<Image> aikernel::assemblePTX(mlir::Location location,
                                            StringRef ptx, const Target &target,
                                            StringRef ptxas,
                                            const CodegenOptions &options) {
  auto directory = TemporaryDirectory::create();
  if (!directory)
    return directory.takeError();
  std::string input = directory->file("k.ptx"),
              output = directory->file("k.cubin");
  if (llvm::Error error = writeFile(input, ptx))
    return error;

  std::string architecture = std::string("-arch=") + target.chip;
  std::string level = "-O" + std::to_string(options.optLevel);
  std::vector<StringRef> arguments = {"-v", architecture, level,
                                      "-o", output,       input};
  if (ptx.contains("\t.loc\t"))
    arguments.push_back("--generate-line-info");
  Run result = run(ptxas, arguments, *directory);
  if (!result.started)
    return cannotRun(ptxas, result.output);
  if (result.exitCode != 0)
    return refusal(location, target, result.output);

  auto cubin = llvm::MemoryBuffer::getFile(output);
  if (!cubin)
    return refusal(location, target, "it wrote no cubin");
  Image image;
  image.target = &target;
  image.bytes.assign((*cubin)->getBufferStart(), (*cubin)->getBufferEnd());
  image.kernels = parseResources(result.output);
  return image;
}
