//===- Run.cpp - pxc run: compiles a px file and runs it here -------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../OptionHelp.h"
#include "../Output.h"
#include "../Reproducer.h"
#include "Report.h"
#include "aikernel/Driver/Subcommands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Support/FileSystem.h"
#include <chrono>
#include <cstring>

using namespace aikernel;
using namespace aikernel::run;
using llvm::StringRef;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One `pxc run`, from the options to the exit code. Every step says what went
/// wrong, sets the exit code and returns false.
class Run {
public:
  explicit Run(RunCommandLine line) : line(std::move(line)) {}
  ~Run() { aikContextDestroy(context); }

  int run();

private:
  bool complain(const llvm::Twine &message, int code = InputError) {
    llvm::errs() << "pxc: error: " << message << '\n';
    exitCode = code;
    return false;
  }
  /// Of a call of the runtime.
  bool succeed(int32_t status) {
    return status == AIK_OK || complain(aikGetLastError(context));
  }

  bool createContext();
  bool load();
  bool loadArtifact();
  bool compile();

  bool chooseCallee();
  bool findKernel();
  std::string kernelNames() const;
  bool readKernelParameters();
  bool readInputs();
  bool bindArguments();

  bool wantsInputs() const;
  int listInputs();

  bool execute();
  bool executeRepeatedly();
  bool executeOnce(double &seconds);
  void keepArrays();
  void restoreArrays();

  bool check();
  bool finish();
  llvm::Error writeArrays(OutputSet &output);

  RunCommandLine line;
  AikContext *context = nullptr;
  AikArtifact *artifact = nullptr;
  uint32_t kernel = 0;
  Callee callee;
  Bindings bindings;
  std::vector<AikArg> args;
  std::vector<std::string>
      kept; ///< with --time: the arrays before they were written
  Report report;
  int exitCode = Success;
};

} // namespace

//===----------------------------------------------------------------------===//
// The artifact
//===----------------------------------------------------------------------===//

bool Run::createContext() {
  AikContextOptions options{};
  options.size = sizeof(options);
  options.threads = line.threads;
  if (aikContextCreate(&options, &context))
    return complain(aikGetLastError(nullptr));
  report.threads = aikContextThreads(context);
  aikContextSetPrintPlaces(context, line.printsPlaces);
  if (line.verbose || line.json)
    aikContextWatchMemory(context);
  return true;
}

/// What a file's first bytes say that it is; unknown for what can be read only
/// once.
static llvm::file_magic magicOf(StringRef path) {
  llvm::file_magic magic;
  if (path == "-" || !llvm::sys::fs::is_regular_file(path) ||
      llvm::identify_magic(path, magic))
    return llvm::file_magic::unknown;
  return magic;
}

static bool isArtifact(llvm::file_magic magic) {
  return magic == llvm::file_magic::archive ||
         (magic >= llvm::file_magic::elf &&
          magic <= llvm::file_magic::elf_core);
}

bool Run::loadArtifact() {
  llvm::file_magic magic = magicOf(line.input);
  if (magic == llvm::file_magic::archive ||
      magic == llvm::file_magic::elf_relocatable)
    return complain("'" + line.input +
                    "' is for linking; what runs is a shared library (.so), an "
                    "executable, or px source");
  if (!line.compileArguments.empty())
    return complain("'" + line.input + "' is compiled already, so " +
                    llvm::join(line.compileArguments, " ") + " comes too late");
  report.wasCompiledBefore = true;
  return succeed(aikArtifactLoadFile(context, line.input.c_str(), &artifact));
}

bool Run::compile() {
  std::unique_ptr<CompileResult> result =
      compileToArtifact(line.input, line.compile, llvm::errs(), exitCode);
  if (!result)
    return false;
  report.wasCached = result->cached;
  report.phases = std::move(result->phases);
  int32_t status = aikArtifactLoadMemory(context, result->artifact.data(),
                                         result->artifact.size(), &artifact);
  if (status)
    return complain(aikGetLastError(context),
                    status == AIK_BAD_ARTIFACT ? InternalError : InputError);
  return true;
}

bool Run::load() {
  Clock::time_point start = Clock::now();
  if (!(isArtifact(magicOf(line.input)) ? loadArtifact() : compile()))
    return false;
  report.compileSeconds = secondsSince(start);
  report.input = line.input;
  if (!succeed(aikArtifactSelectCode(context, artifact, line.cpu.c_str())))
    return false;
  if (const char *code = aikArtifactSelectedCode(artifact))
    report.code = code;
  else if (report.wasCompiledBefore)
    return complain("'" + line.input +
                    "' has no host code for this machine; compile it with "
                    "--target=host as well");
  return true;
}

//===----------------------------------------------------------------------===//
// What is called, with what
//===----------------------------------------------------------------------===//

static Parameter makeParameter(const AikParameterInfo &info) {
  Parameter parameter;
  parameter.name = info.name;
  parameter.type = ScalarType(info.type);
  parameter.isArray = info.isArray;
  parameter.isReadOnly = info.isReadOnly;
  parameter.help = info.help;
  if (info.hasDefault && parameter.isText())
    parameter.defaultText = reinterpret_cast<const char *>(info.defaultBits);
  else if (info.hasDefault)
    parameter.defaultBits = info.defaultBits;
  return parameter;
}

std::string Run::kernelNames() const {
  std::vector<std::string> names;
  AikKernelInfo info;
  for (uint32_t i = 0; i != aikArtifactKernelCount(artifact); ++i)
    if (aikArtifactKernel(context, artifact, i, &info) == AIK_OK)
      names.push_back(info.name);
  return llvm::join(names, ", ");
}

bool Run::findKernel() {
  std::vector<std::string> names;
  AikKernelInfo info;
  for (kernel = 0; kernel != aikArtifactKernelCount(artifact); ++kernel) {
    if (!succeed(aikArtifactKernel(context, artifact, kernel, &info)))
      return false;
    if (line.kernel == info.name)
      return true;
    names.push_back(info.name);
  }
  if (names.empty())
    return complain("'" + line.input + "' has no kernels");
  std::string nearest = nearestName(line.kernel, names);
  return complain("'" + line.input + "' has no kernel '" + line.kernel + "'" +
                  (nearest.empty() ? "; it has " + kernelNames() : nearest));
}

bool Run::readKernelParameters() {
  callee.description = "kernel '" + line.kernel + "'";
  callee.isKernel = true;
  report.kernel = line.kernel;
  AikKernelInfo kernelInfo;
  if (!succeed(aikArtifactKernel(context, artifact, kernel, &kernelInfo)))
    return false;
  for (uint32_t i = 0; i != kernelInfo.parameters; ++i) {
    AikParameterInfo info;
    if (!succeed(aikArtifactParameter(context, artifact, kernel, i, &info)))
      return false;
    Parameter &parameter = callee.parameters.emplace_back(makeParameter(info));
    for (uint32_t axis = 0; axis != info.rank; ++axis)
      parameter.sizes.push_back(
          aikArtifactParameterSize(artifact, kernel, i, axis));
  }
  return true;
}

bool Run::readInputs() {
  callee.description = "the host program";
  callee.isKernel = false;
  for (uint32_t i = 0; i != aikArtifactInputCount(artifact); ++i) {
    AikParameterInfo info;
    if (!succeed(aikArtifactInput(context, artifact, i, &info)))
      return false;
    callee.parameters.push_back(makeParameter(info));
  }
  return true;
}

bool Run::chooseCallee() {
  if (!line.kernel.empty())
    return findKernel() && readKernelParameters();
  if (aikArtifactHasHostProgram(artifact))
    return readInputs();
  std::string names = kernelNames();
  if (names.empty())
    return complain("'" + line.input +
                    "' has neither a host program nor kernels");
  return complain("'" + line.input +
                  "' launches no kernel itself; choose one with "
                  "--kernel: " +
                  names);
}

bool Run::bindArguments() {
  std::optional<Bindings> bound = bind(context, line, callee, llvm::errs());
  if (!bound) {
    exitCode = InputError;
    return false;
  }
  bindings = std::move(*bound);
  if (callee.isKernel) {
    report.grid = *line.grid;
    report.block = *line.block;
  }
  for (Argument &argument : bindings.arguments) {
    if (argument.parameter.isText())
      argument.value.pointer = argument.text.data();
    args.push_back(argument.value);
    if (argument.parameter.isArray)
      report.bytes += argument.bytes();
  }
  report.arguments = bindings.arguments;
  return true;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Repeated runs begin with the same arrays as the first.
void Run::keepArrays() {
  for (const Argument &argument : bindings.arguments) {
    std::string &copy = kept.emplace_back();
    if (argument.parameter.isArray && !argument.parameter.isReadOnly)
      copy.assign(static_cast<const char *>(argument.value.pointer),
                  argument.bytes());
  }
}

void Run::restoreArrays() {
  for (auto [argument, copy] : llvm::zip(bindings.arguments, kept))
    if (!copy.empty())
      memcpy(argument.value.pointer, copy.data(), copy.size());
}

bool Run::executeOnce(double &seconds) {
  UserProgramRuns mayAccessWildly(line.compile.checkBounds);
  Clock::time_point start = Clock::now();
  if (callee.isKernel) {
    AikDims dims{{line.grid->x, line.grid->y, line.grid->z},
                 {line.block->x, line.block->y, line.block->z},
                 line.dynamicShared,
                 0};
    if (!succeed(aikLaunch(context, artifact, kernel, &dims, args.data(),
                           uint32_t(args.size()))) ||
        !succeed(aikWait(context)))
      return false;
  } else if (!succeed(aikRunHostProgram(context, artifact, args.data(),
                                        uint32_t(args.size())))) {
    return false;
  }
  seconds = secondsSince(start);
  return true;
}

static void collect(void *text, const char *piece, uint64_t bytes) {
  static_cast<std::string *>(text)->append(piece, bytes);
}

static void discard(void *, const char *, uint64_t) {}

bool Run::executeRepeatedly() {
  constexpr double budget = 0.5; // seconds
  constexpr size_t least = 5, most = 1000;
  aikContextSetPrint(context, discard, nullptr);
  double sum = 0;
  auto isEnough = [&] {
    size_t done = report.runSeconds.size();
    return line.runs ? done == line.runs
                     : done == most || (done >= least && sum >= budget);
  };
  while (!isEnough()) {
    restoreArrays();
    double seconds;
    if (!executeOnce(seconds))
      return false;
    report.runSeconds.push_back(seconds);
    sum += seconds;
  }
  return true;
}

bool Run::execute() {
  if (line.json)
    aikContextSetPrint(context, collect, &report.printed);
  if (line.isTimed)
    keepArrays();
  double first;
  if (!executeOnce(first))
    return false;
  if (line.verbose || line.json)
    aikMemoryReport(context, &report.memory);
  if (line.isTimed)
    return executeRepeatedly();
  report.runSeconds.push_back(first);
  return true;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

bool Run::check() {
  for (const ExpectedArray &expectation : bindings.expectations) {
    const Argument &argument = bindings.arguments[expectation.argument];
    ScalarType type = argument.parameter.type;
    std::vector<uint8_t> expected(argument.bytes());
    if (llvm::Error error = expectation.source.fill(expected.data()))
      return complain("--expect " + argument.parameter.name + ": " +
                      llvm::toString(std::move(error)));
    Check check{argument.parameter.name,
                nameOf(type).str(),
                argument.value.length,
                expectation.tolerance,
                compare(argument.memory(), expected.data(),
                        argument.value.length, type, expectation.tolerance),
                {},
                {},
                {}};
    if (!check.passed()) {
      exitCode = InputError;
      unsigned size = sizeOf(type);
      uint64_t at = check.comparison.first;
      check.index = formatIndex(at, argument.shape);
      check.actual =
          formatScalar(loadBits(argument.memory() + at * size, size), type);
      check.expected = formatScalar(loadBits(&expected[at * size], size), type);
    }
    report.checks.push_back(std::move(check));
  }
  return true;
}

llvm::Error Run::writeArrays(OutputSet &output) {
  for (const OutputArray &array : bindings.outputs) {
    const Argument &argument = bindings.arguments[array.argument];
    std::string contents;
    if (StringRef(array.path).ends_with(".npy"))
      contents =
          makeNpyHeader(npy::typeFor(argument.parameter.type), argument.shape);
    contents.append(static_cast<const char *>(argument.value.pointer),
                    argument.bytes());
    if (llvm::Error error = output.add(array.path, contents))
      return error;
    report.written.push_back({argument.parameter.name, array.path});
  }
  return llvm::Error::success();
}

/// The report, and the arrays unless something failed.
bool Run::finish() {
  OutputSet output;
  llvm::Error error = llvm::Error::success();
  if (exitCode == Success)
    error = writeArrays(output);
  if (!error) {
    std::string text;
    llvm::raw_string_ostream os(text);
    if (line.json)
      printJson(report, os);
    else
      printText(report, line.verbose, os);
    error = output.add("-", text);
  }
  if (!error)
    error = output.commit();
  return !error || complain(llvm::toString(std::move(error)));
}

/// `-- --help`
bool Run::wantsInputs() const {
  auto isHelp = [](const auto &named) { return named.name == "help"; };
  return !callee.isKernel && llvm::any_of(line.values, isHelp) &&
         llvm::none_of(callee.parameters, isHelp);
}

int Run::listInputs() {
  std::string text = line.input + " takes\n";
  llvm::raw_string_ostream os(text);
  printInputs(callee, os);
  return printText(callee.parameters.empty() ? line.input + " takes nothing\n"
                                             : text);
}

int Run::run() {
  if (!createContext() || !load() || !chooseCallee())
    return exitCode;
  if (wantsInputs())
    return listInputs();
  if (bindArguments() && execute() && check())
    finish();
  return exitCode;
}

static int printHelp() {
  std::string text;
  llvm::raw_string_ostream os(text);
  printRunHelp(os);
  return printText(text);
}

int aikernel::runMain(int argc, char **argv) {
  std::optional<RunCommandLine> line =
      parseRunCommandLine(llvm::ArrayRef(argv, argc), llvm::errs());
  if (!line)
    return InputError;
  if (line->help)
    return printHelp();
  return Run(std::move(*line)).run();
}
