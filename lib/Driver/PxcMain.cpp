//===- PxcMain.cpp - pxc --------------------------------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Output.h"
#include "Pack.h"
#include "Session.h"
#include "Version.h"
#include "aikernel/Driver/Subcommands.h"
#include "aikernel/Driver/Tools.h"
#include "aikernel/Target/CodegenError.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <chrono>

using namespace aikernel;
using llvm::StringRef;

namespace {

/// One run of the compiler: which file it reads, and which ones it writes.
class Compiler {
public:
  explicit Compiler(CommandLine line)
      : line(std::move(line)),
        messages(this->line.options.messages, llvm::errs()),
        session(this->line.options, messages, llvm::errs()) {}

  int run();

private:
  bool chooseOutput();
  bool produce();
  bool produceText();
  bool produceFromProgram();
  bool hasCode();
  bool produceForOneTarget();
  bool produceArtifact();
  bool printPipelines();

  /// The target that `--emit` means, or null for all of the host's. False: none
  /// or several fit, which was said.
  bool chooseTarget(const Target *&target);
  bool add(llvm::Expected<std::string> contents, bool executable = false);
  bool fail(const llvm::Twine &message) {
    return session.succeed(llvm::createStringError(message));
  }

  CommandLine line;
  MessageWriter messages;
  Session session;
  OutputSet outputs;
  OutputKind kind = OutputKind::Library;
  std::string outputPath;
};

} // namespace

static bool isSameFile(StringRef a, StringRef b) {
  bool isSame = false;
  return !llvm::sys::fs::equivalent(a, b, isSame) && isSame &&
         llvm::sys::fs::is_regular_file(a);
}

//===----------------------------------------------------------------------===//
// What is written, and where
//===----------------------------------------------------------------------===//

/// Without `-o`, text for reading goes to standard output, code into a file
/// here.
bool Compiler::chooseOutput() {
  if (line.emit)
    kind = *line.emit;
  else if (!line.output.empty() && line.output != "-")
    kind = OutputKind::Executable;
  outputPath = line.output;
  if (!outputPath.empty())
    return true;
  bool isText = sourceOf(kind) == OutputSource::Text ||
                kind == OutputKind::TypedAst || kind == OutputKind::MLIR;
  if (isText) {
    outputPath = "-";
    return true;
  }
  outputPath =
      line.input == "-" ? "stdin" : llvm::sys::path::stem(line.input).str();
  StringRef extension = extensionOf(kind);
  outputPath += extension.empty() ? "" : "." + extension.str();
  return true;
}

bool Compiler::add(llvm::Expected<std::string> contents, bool executable) {
  if (!contents)
    return session.succeed(contents.takeError());
  if (isSameFile(outputPath, line.input))
    return fail("the output would replace the input '" + outputPath +
                "'; use -o");
  return session.succeed(outputs.add(outputPath, *contents, executable));
}

//===----------------------------------------------------------------------===//
// One function for each kind of source
//===----------------------------------------------------------------------===//

bool Compiler::produceText() {
  std::string text;
  llvm::raw_string_ostream os(text);
  auto dump = kind == OutputKind::Tokens ? px::dumpTokens : px::dumpSyntax;
  dump(session.sources, 0, session.diagnostics, os);
  session.writeDiagnostics();
  if (session.diagnostics.hasErrors()) {
    session.exitCode = InputError;
    return false;
  }
  return add(std::move(text));
}

bool Compiler::produceFromProgram() {
  if (kind == OutputKind::Image) {
    if (!session.program->hasImage)
      return fail("'" + session.path +
                  "' has no WRITE statements to make an image of");
    return add(makeBootImage(*session.program));
  }
  std::string text;
  llvm::raw_string_ostream os(text);
  px::dumpTyped(*session.program, os);
  return add(std::move(text));
}

bool Compiler::chooseTarget(const Target *&target) {
  auto fits = [&](const Target *candidate) {
    if (kind == OutputKind::PTX || kind == OutputKind::Cubin)
      return candidate->kind == TargetKind::NVPTX;
    return kind != OutputKind::HSACO || candidate->kind == TargetKind::AMDGPU;
  };
  std::vector<const Target *> candidates;
  for (const Target *candidate : session.targets)
    if (fits(candidate))
      candidates.push_back(candidate);
  StringRef emit = spellingOf(kind);
  if (candidates.empty())
    return fail("--emit=" + emit + " needs " +
                (kind == OutputKind::HSACO
                     ? "an AMD GPU, such as --target=gfx942"
                     : "an NVIDIA GPU, such as --target=sm_80"));

  target = candidates.front();
  bool wereChosen = !line.options.targets.empty();
  if (wereChosen && candidates.size() > 1 && target->kind != TargetKind::Host)
    return fail("--emit=" + emit + " writes the code of one target, but " +
                candidates[0]->name() + " and " + candidates[1]->name() +
                " are selected");
  // The host's versions are in one module.
  if (target->kind == TargetKind::Host) {
    if (llvm::any_of(candidates, [&](const Target *candidate) {
          return wereChosen && candidate->kind != TargetKind::Host;
        }))
      return fail("--emit=" + emit +
                  " writes the code of the host or of one device");
    target = nullptr;
  }
  return true;
}

/// A file without code is a mistake, such as a comment sign too many.
bool Compiler::hasCode() {
  const px::Program &program = *session.program;
  if (!program.kernels.empty() || !program.host.empty())
    return true;
  StringRef help =
      program.hasImage ? "; --emit=image writes its boot image" : "";
  return fail("'" + session.path + "' has neither kernels nor a host program" +
              help);
}

bool Compiler::produceForOneTarget() {
  const Target *target;
  if (!hasCode() || !chooseTarget(target))
    return false;
  if (target && !session.checkWarps(target, /*areNamed=*/true))
    return false;
  if (!session.generate() || !session.runSharedPasses())
    return false;
  CodeForm form = kind == OutputKind::LLVM  ? CodeForm::LLVM
                  : kind == OutputKind::Asm ? CodeForm::Assembly
                                            : CodeForm::Object;
  if (!target) {
    auto host = session.compileHost(form);
    return host && add(toStringRef(*host).str());
  }
  auto image = kind == OutputKind::Cubin ? session.assembleCubin(*target)
                                         : session.compileDevice(*target, form);
  return image && add(toStringRef(image->bytes).str());
}

bool Compiler::produceArtifact() {
  if (!hasCode())
    return false;
  if (kind == OutputKind::Executable && session.program->host.empty())
    return fail(
        "'" + session.path +
        "' has no host program, so it cannot become an executable; a name "
        "that ends in .so makes a library");
  if (kind == OutputKind::Executable && session.hostTargets().empty())
    return fail("an executable needs code for the host: add --target=host");

  if (kind == OutputKind::Library && outputPath != "-")
    session.soname = llvm::sys::path::filename(outputPath).str();
  bool relocatable = kind == OutputKind::Object || kind == OutputKind::Archive;
  auto bytes = session.makeArtifact(relocatable);
  if (!bytes)
    return false;
  StringRef elf = toStringRef(*bytes);
  if (line.verbose)
    printResources(elf, session.errs);
  if (kind == OutputKind::Executable)
    return add(makeExecutable(elf), /*executable=*/true);
  if (kind == OutputKind::Header)
    return add(makeHeader(elf));

  bool added = kind == OutputKind::Archive
                   ? add(makeArchive(session.stem + ".o", elf))
                   : add(elf.str());
  if (!added || outputPath == "-")
    return added;
  llvm::SmallString<128> headerPath(outputPath);
  llvm::sys::path::replace_extension(headerPath, "h");
  if (headerPath == outputPath)
    return fail("the library and its header would both be '" + outputPath +
                "'; use another name");
  outputPath = headerPath.str().str();
  return add(makeHeader(elf));
}

/// What aikernel-opt's --pass-pipeline takes; with a comment line before each
/// when there are several.
bool Compiler::printPipelines() {
  if (!session.generate())
    return false;
  std::string text;
  for (const Target *target : session.targets) {
    if (session.targets.size() > 1)
      text += "# " + target->name() + "\n";
    text += session.pipelineText(target) + "\n";
  }
  if (session.targets.size() > 1 && !session.hostTargets().empty())
    text += "# host program\n" + session.pipelineText(nullptr) + "\n";
  outputPath = line.output.empty() ? "-" : line.output;
  return add(std::move(text));
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

bool Compiler::produce() {
  if (line.saveTemps && line.options.dumpPhasesTo.empty()) {
    StringRef directory = llvm::sys::path::parent_path(outputPath);
    session.phases.keepIn(directory.empty() ? "." : directory.str());
  }
  if (!session.read(line.input))
    return false;
  if (sourceOf(kind) == OutputSource::Text && !line.printPipeline)
    return produceText();
  if (!session.check())
    return false;
  if (line.printPipeline)
    return printPipelines();
  switch (sourceOf(kind)) {
  case OutputSource::Text:
  case OutputSource::Program:
    return produceFromProgram();
  case OutputSource::Module: {
    if (!session.generate())
      return false;
    return add(session.textOf(*session.module, Level::Portable));
  }
  case OutputSource::OneTarget:
    return produceForOneTarget();
  case OutputSource::Artifact:
    return produceArtifact();
  }
  llvm_unreachable("an output is made from something");
}

int Compiler::run() {
  auto start = std::chrono::steady_clock::now();
  bool succeeded = chooseOutput() && produce() &&
                   session.succeed(session.phases.takeError()) &&
                   session.succeed(outputs.commit());
  std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  if (line.timePhases)
    printTimes(llvm::errs(), session.phases.times, elapsed.count());
  return succeeded ? Success : session.exitCode;
}

int aikernel::compileMain(int argc, char **argv) {
  auto line = parseCommandLine({argv, argv + argc}, llvm::errs());
  if (!line)
    return InputError;
  if (line->help || line->version) {
    std::string text;
    llvm::raw_string_ostream os(text);
    line->help ? printHelp(os) : printVersion(os);
    return printText(text);
  }
  return Compiler(std::move(*line)).run();
}

llvm::ArrayRef<Subcommand> aikernel::allSubcommands() {
  static constexpr Subcommand all[] = {
      {"run", runMain}, {"inspect", inspectMain}, {"check", checkMain},
      {"fix", fixMain}, {"fmt", formatMain},      {"explain", explainMain},
  };
  return all;
}

int aikPxcMain(int argc, char **argv) {
  installCrashHandlers();
  setReproducerCommand({argv + 1, argv + argc});
  StringRef first = argc > 1 ? argv[1] : "";
  for (const Subcommand &subcommand : allSubcommands())
    if (first == subcommand.name)
      return subcommand.main(argc - 2, argv + 2);
  return compileMain(argc - 1, argv + 1);
}
