//===- Run.cpp - What compiles runs, within limits ------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A text is compiled for one version of the host, with checked bounds. That
// succeeds or ends in errors of the user, never in one of the compiler. What it
// is compiled to runs in a process of its own, with little time and memory and
// without rights. It may fail, but not by a signal.
//
//===----------------------------------------------------------------------===//

#include "Fuzz.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/runtime.h"
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace aikernel;
using namespace aikernel::fuzz;
using llvm::StringRef;

namespace {

/// How many inputs came how far, told at the end.
struct Counts {
  unsigned long inputs = 0, compiled = 0, ended = 0;
  ~Counts() {
    fprintf(stderr,
            "%lu inputs; %lu were compiled and run, %lu of them to the end\n",
            inputs, compiled, ended);
  }
} counts;

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

bool isCompiled(StringRef text) {
  Input input(text);
  auto program = px::compile(input.sources, input.file, optionsFor(text),
                             input.diagnostics);
  return program && (!program->kernels.empty() || !program->host.empty());
}

/// The same for the same text: all versions and levels have their turn.
CompileOptions compileOptionsFor(StringRef text) {
  uint32_t choice = 0;
  for (char c : text)
    choice = choice * 31 + static_cast<unsigned char>(c);
  CompileOptions options;
  options.targets =
      findTargets(std::array{"scalar", "avx2", "avx512"}[choice / 4 % 3]);
  options.optLevel = choice % 4;
  options.contractFloatingPoint = choice / 16 % 2;
  options.debugInfo = choice / 32 % 4 == 0;
  options.checkBounds = true;
  options.useCache = false;
  return options;
}

/// A file that only this process has.
class MemoryFile {
public:
  explicit MemoryFile(StringRef text) : handle(memfd_create("input.px", 0)) {
    require(handle >= 0 &&
                write(handle, text.data(), text.size()) == ssize_t(text.size()),
            "there is memory for the input");
    lseek(handle, 0, SEEK_SET);
  }
  ~MemoryFile() { close(handle); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(handle); }

private:
  int handle;
};

std::unique_ptr<CompileResult> compileText(StringRef text) {
  MemoryFile file(text);
  std::string said;
  llvm::raw_string_ostream errs(said);
  int exitCode = Success;
  auto result =
      compileToArtifact(file.path(), compileOptionsFor(text), errs, exitCode);
  if (exitCode == InternalError)
    fprintf(stderr, "%s\n", said.c_str());
  require(exitCode != InternalError, "what is checked can be compiled");
  require(result || StringRef(said).contains(".px:") ||
              StringRef(said).contains(file.path() + ":"),
          "an error of the user has a place");
  return result;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

constexpr unsigned arrayElements = 256;

/// Values for parameters: small numbers, and arrays of zeros.
std::vector<AikArg> argumentsFor(const std::vector<AikParameterInfo> &infos) {
  std::vector<AikArg> args;
  for (const AikParameterInfo &info : infos) {
    AikArg arg{};
    if (info.type == AIK_TYPE_TEXT)
      arg.pointer = const_cast<char *>("text");
    else if (info.isArray)
      arg.pointer = calloc(arrayElements, aikTypeSize(info.type));
    else
      arg.bits = info.type == AIK_TYPE_BOOL ? 1 : 7;
    arg.length = info.isArray ? arrayElements : 0;
    args.push_back(arg);
  }
  return args;
}

void discard(void *, const char *, uint64_t) {}

void runHostProgram(AikContext *context, AikArtifact *artifact) {
  std::vector<AikParameterInfo> infos(aikArtifactInputCount(artifact));
  for (uint32_t i = 0; i != infos.size(); ++i)
    aikArtifactInput(context, artifact, i, &infos[i]);
  std::vector<AikArg> args = argumentsFor(infos);
  aikRunHostProgram(context, artifact, args.data(), args.size());
}

void runKernel(AikContext *context, AikArtifact *artifact, uint32_t kernel) {
  AikKernelInfo info{};
  aikArtifactKernel(context, artifact, kernel, &info);
  std::vector<AikParameterInfo> infos(info.parameters);
  for (uint32_t i = 0; i != infos.size(); ++i)
    aikArtifactParameter(context, artifact, kernel, i, &infos[i]);
  std::vector<AikArg> args = argumentsFor(infos);
  AikDims dims{{2, 1, 1}, {64, 1, 1}, 1024, 0};
  aikLaunch(context, artifact, kernel, &dims, args.data(), args.size());
  aikWait(context);
}

void runAll(const CompileResult &compiled) {
  AikContextOptions options{sizeof(options), 2, nullptr};
  AikContext *context = nullptr;
  AikArtifact *artifact = nullptr;
  if (aikContextCreate(&options, &context))
    return;
  aikContextSetPrint(context, discard, nullptr);
  int32_t status = aikArtifactLoadMemory(context, compiled.artifact.data(),
                                         compiled.artifact.size(), &artifact);
  require(status == AIK_OK, "what is compiled can be loaded");
  if (aikArtifactSelectCode(context, artifact, "auto"))
    return; // another processor's
  if (aikArtifactHasHostProgram(artifact))
    runHostProgram(context, artifact);
  for (uint32_t i = 0; i != aikArtifactKernelCount(artifact); ++i)
    runKernel(context, artifact, i);
}

/// More memory than the process has already, sanitizers included.
constexpr uint64_t moreMemory = uint64_t(1) << 30;
constexpr rlim_t fileBytes = rlim_t(16) << 20;
constexpr unsigned seconds = 2;

void limitMemory() {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%lu", &pages) != 1)
    _exit(1);
  fclose(file);
  rlim_t bytes = pages * sysconf(_SC_PAGESIZE) + moreMemory;
  rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_AS, &limit);
}

/// Little time and memory, short files, and no rights.
void restrictProcess() {
  limitMemory();
  rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  rlimit some{fileBytes, fileBytes}; // the runtime loads code by a file
  setrlimit(RLIMIT_FSIZE, &some);
  signal(SIGXFSZ, SIG_IGN);
  signal(SIGALRM, SIG_DFL);
  alarm(seconds);
  constexpr uid_t nobody = 65534;
  if (geteuid() == 0 &&
      (setgroups(0, nullptr) || setgid(nobody) || setuid(nobody)))
    _exit(1);
}

/// Whether it came to an end before its time was over.
bool runInChild(const CompileResult &compiled) {
  pid_t child = fork();
  require(child >= 0, "a process can be made");
  if (child == 0) {
    restrictProcess();
    runAll(compiled);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    ;
  bool isLate = WIFSIGNALED(status) &&
                (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGKILL);
  require(isLate || (WIFEXITED(status) && WEXITSTATUS(status) == 0),
          "what is compiled ends by itself");
  return !isLate;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  StringRef text = textOf(data, size);
  ++counts.inputs;
  if (!isCompiled(text))
    return 0;
  auto compiled = compileText(text);
  if (!compiled)
    return 0;
  ++counts.compiled;
  counts.ended += runInChild(*compiled);
  return 0;
}
